package org.sockrace.check;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.sockrace.kernel.Errno;
import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.KernelModule;
import org.sockrace.kernel.Out;
import org.sockrace.kernel.socket;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.simulated.ThreadProgram;
import org.sockrace.scenario.Argument;
import org.sockrace.scenario.Call;

/** Binds the calls of a scenario to the modelled kernel's functions. */
final class CallBinder {

    private final Kernel kernel;
    private final Variables variables;
    private final Map<String, Ptr<socket>> kernelSockets = new HashMap<>();

    CallBinder(Kernel kernel, Variables variables) {
        this.kernel = kernel;
        this.variables = variables;
    }

    /** The call as a part of a thread's program. */
    ThreadProgram.Call bind(String thread, Call call) {
        Set<Integer> uses = new HashSet<>();
        for (Argument a : call.arguments()) {
            String name = name(a);
            if (variables.number(thread, name) >= 0) {
                uses.add(variables.number(thread, name));
            }
        }
        return new ThreadProgram.Call(call.text(), locals -> run(thread, call, locals), variables.number(thread, call.result()), uses);
    }

    /** Runs the call now, with that thread's local variables, or none in the set-up. */
    int run(String thread, Call call, int[] locals) {
        int result = perform(thread, call, locals);
        if (!call.result().isEmpty()) {
            variables.publish(call.result(), result);
        }
        return result;
    }

    private static String name(Argument a) {
        return a.kind() == Argument.Kind.END_OF_PAIR ? a.text() + "." + a.value() : a.text();
    }

    private int argument(String thread, Call call, int index, int[] locals) {
        Argument a = call.arguments().get(index);
        return switch (a.kind()) {
            case NUMBER -> a.value();
            case VARIABLE, END_OF_PAIR -> variables.read(kernel.k, thread, name(a), locals);
            case MODULE, FLAG -> throw new IllegalArgumentException(a.text() + " is no number");
        };
    }

    private int perform(String thread, Call call, int[] locals) {
        return switch (call.kind()) {
            case SOCKET -> kernel.socket.sys_socket(call.number(0), call.number(1), call.number(2));
            case SOCKETPAIR -> socketpair(thread, call, locals);
            case ACCEPT -> kernel.socket.sys_accept(argument(thread, call, 0, locals));
            case CLOSE -> kernel.fs.sys_close(argument(thread, call, 0, locals));
            case DUP -> kernel.fs.sys_dup(argument(thread, call, 0, locals));
            case DUP2 -> kernel.fs.sys_dup2(argument(thread, call, 0, locals), argument(thread, call, 1, locals));
            case RMMOD -> kernel.module.delete_module(call.arguments().get(0).text(), call.forced() ? KernelModule.O_TRUNC : 0);
            case INSMOD -> kernel.module.finit_module(call.arguments().get(0).text());
            case MODPROBE -> modprobe(call.arguments().get(0).text());
            case SOCK_UNREGISTER -> {
                kernel.socket.sock_unregister(call.number(0));
                yield 0;
            }
            case SOCK_CREATE_KERN -> createForKernel(call);
            case SOCK_RELEASE -> releaseForKernel(call.arguments().get(0).text());
        };
    }

    private int socketpair(String thread, Call call, int[] locals) {
        int[] fds = {-1, -1};
        int result = kernel.socket.sys_socketpair(call.number(0), call.number(1), call.number(2), fds);
        for (int end = 0; end < 2 && !call.result().isEmpty(); end++) {
            String name = call.result() + "." + end;
            if (locals == null) {
                variables.constant(name, fds[end]);
            } else {
                locals[variables.number(thread, name)] = fds[end];
            }
        }
        return result;
    }

    private int modprobe(String name) {
        for (String needed : kernel.disk.get(name).depends()) {
            int err = modprobe(needed);
            if (err < 0) {
                return err;
            }
        }
        int err = kernel.module.finit_module(name);
        return err == -Errno.EEXIST ? 0 : err;
    }

    private int createForKernel(Call call) {
        Out<socket> made = new Out<>();
        int err = kernel.socket.sock_create_kern(call.number(0), call.number(1), call.number(2), made);
        if (err == 0) {
            kernel.k.own("kernel socket", null);
            slot(call.result()).set(made.value);
        }
        return err;
    }

    private int releaseForKernel(String variable) {
        socket sock = slot(variable).get();
        if (sock == null) {
            return -Errno.EBADF;
        }
        slot(variable).set(null);
        kernel.socket.sock_release(sock);
        kernel.k.disown("kernel socket", null);
        return 0;
    }

    private Ptr<socket> slot(String variable) {
        return kernelSockets.computeIfAbsent(variable, v -> kernel.k.ptr(kernel.k.image(), v, null));
    }
}
