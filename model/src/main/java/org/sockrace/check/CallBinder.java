package org.sockrace.check;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntSupplier;
import org.sockrace.kernel.Counted;
import org.sockrace.kernel.Errno;
import org.sockrace.kernel.FdTable;
import org.sockrace.kernel.FsIoctl;
import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.KernelModule;
import org.sockrace.kernel.Out;
import org.sockrace.kernel.socket;
import org.sockrace.machine.simulated.CodeException;
import org.sockrace.machine.simulated.ThreadProgram;
import org.sockrace.own.OwnKernel;
import org.sockrace.scenario.Argument;
import org.sockrace.scenario.Call;
import org.sockrace.scenario.CallKind;

/** Binds the calls of a scenario to the modelled kernel's functions. */
final class CallBinder {

    private final Kernel kernel;
    private final OwnKernel own;
    private final Variables variables;
    private final KernelSockets kernelSockets;
    private final Map<Call, IntSupplier> functions = new HashMap<>();

    CallBinder(Kernel kernel, OwnKernel own, Variables variables, KernelSockets kernelSockets) {
        this.kernel = kernel;
        this.own = own;
        this.variables = variables;
        this.kernelSockets = kernelSockets;
    }

    /** The call as a part of a thread's program. */
    ThreadProgram.Call bind(int role, String thread, Call call) {
        if (call.kind() == CallKind.CALL) {
            function(call);
        }
        Set<Integer> uses = new HashSet<>();
        for (Argument a : call.arguments()) {
            String name = name(a);
            if (variables.number(thread, name) >= 0) {
                uses.add(variables.number(thread, name));
            }
        }
        return new ThreadProgram.Call(call.text(), locals -> run(role, thread, call, locals), variables.number(thread, call.result()), uses);
    }

    /** Runs the call now, with that thread's local variables, or none in the set-up. */
    int run(int role, String thread, Call call, int[] locals) {
        int result = modelled(role, thread, call, locals);
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
            case MODULE, FUNCTION, FLAG -> throw new IllegalArgumentException(a.text() + " is no number");
        };
    }

    private int modelled(int role, String thread, Call call, int[] locals) {
        try {
            return perform(role, thread, call, locals);
        } catch (UnsupportedOperationException e) {
            throw new CodeException("error: " + call.text() + ": " + e.getMessage(), e);
        }
    }

    private int perform(int role, String thread, Call call, int[] locals) {
        return switch (call.kind()) {
            case SOCKET -> kernel.socket.sys_socket(call.number(0), call.number(1), call.number(2));
            case SOCKETPAIR -> socketpair(thread, call, locals);
            case ACCEPT -> kernel.socket.sys_accept(argument(thread, call, 0, locals));
            case CLOSE -> kernel.fs.sys_close(argument(thread, call, 0, locals));
            case DUP -> kernel.fs.sys_dup(argument(thread, call, 0, locals));
            case DUP2 -> kernel.fs.sys_dup2(argument(thread, call, 0, locals), argument(thread, call, 1, locals));
            case FCNTL -> fcntl(argument(thread, call, 0, locals), call.number(1));
            case FCHOWNAT -> kernel.fs.sys_fchownat(argument(thread, call, 0, locals), call.number(1));
            case IO_SOCKET -> kernel.io_uring.io_socket(call.number(0), call.number(1), call.number(2));
            case KCM_CLONE -> clone(argument(thread, call, 0, locals));
            case BIND -> kernel.calls.sys_bind(argument(thread, call, 0, locals), given(call));
            case CONNECT -> kernel.calls.sys_connect(argument(thread, call, 0, locals), given(call));
            case LISTEN -> kernel.calls.sys_listen(argument(thread, call, 0, locals), given(call));
            case SHUTDOWN -> kernel.calls.sys_shutdown(argument(thread, call, 0, locals), given(call));
            case SETSOCKOPT -> kernel.calls.sys_setsockopt(argument(thread, call, 0, locals), given(call));
            case GETSOCKOPT -> kernel.calls.sys_getsockopt(argument(thread, call, 0, locals), given(call));
            case GETSOCKNAME -> kernel.calls.sys_getsockname(argument(thread, call, 0, locals));
            case GETPEERNAME -> kernel.calls.sys_getpeername(argument(thread, call, 0, locals));
            case POLL -> kernel.calls.sys_poll(argument(thread, call, 0, locals), given(call));
            case IOCTL -> kernel.ioctl.sys_ioctl(argument(thread, call, 0, locals), given(call), new Out<>());
            case SENDMSG -> kernel.calls.sys_sendmsg(argument(thread, call, 0, locals), given(call));
            case RECVMSG -> kernel.calls.sys_recvmsg(argument(thread, call, 0, locals), given(call));
            case RMMOD -> kernel.module.delete_module(call.arguments().get(0).text(), flags(call));
            case INSMOD -> kernel.module.finit_module(call.arguments().get(0).text());
            case MODPROBE -> modprobe(call.arguments().get(0).text());
            case SOCK_UNREGISTER -> {
                kernel.socket.sock_unregister(call.number(0));
                yield 0;
            }
            case SOCK_CREATE_KERN -> createForKernel(role, call);
            case SOCK_RELEASE -> releaseForKernel(role, thread, call, locals);
            case CALL -> function(call).getAsInt();
        };
    }

    /** A function of the user's own. */
    private IntSupplier function(Call call) {
        List<Argument> given = call.arguments();
        return functions.computeIfAbsent(call, c -> own.call(given.get(0).text(), given.stream().skip(1).mapToInt(Argument::value).toArray()));
    }

    /** What is in the user memory that such a call is given. */
    private static int given(Call call) {
        return call.arguments().size() > 1 ? call.number(1) : 0;
    }

    private int clone(int fd) {
        Out<Integer> made = new Out<>();
        int err = kernel.ioctl.sys_ioctl(fd, FsIoctl.SIOCKCMCLONE, made);
        return err != 0 ? err : made.value;
    }

    /** Those of rmmod(8), which does not wait unless it is told to. */
    private static int flags(Call call) {
        return (call.waits() ? 0 : KernelModule.O_NONBLOCK) | (call.forced() ? KernelModule.O_TRUNC : 0);
    }

    private int fcntl(int fd, int command) {
        return command == FdTable.F_GETFL ? kernel.fs.fcntl_getfl(fd) : kernel.fs.fcntl_getfd(fd);
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

    private int createForKernel(int role, Call call) {
        Out<socket> made = new Out<>();
        int err = kernel.socket.sock_create_kern(call.number(0), call.number(1), call.number(2), made);
        if (err == 0) {
            KernelSockets.Slot slot = kernelSockets.slot(role, call.result());
            slot.socket().set(made.value);
            kernel.k.keeps(slot.mem(), Counted.INODE, made.value.mem);
        }
        return err;
    }

    /** Releases it however often that is asked: what comes of the second time is for the kernel to show. */
    private int releaseForKernel(int role, String thread, Call call, int[] locals) {
        if (argument(thread, call, 0, locals) < 0) {
            return -Errno.EBADF;
        }
        KernelSockets.Slot slot = kernelSockets.slot(role, call.arguments().get(0).text());
        socket sock = slot.socket().get();
        kernel.k.yields(slot.mem(), Counted.INODE, sock.mem);
        kernel.socket.sock_release(sock);
        return 0;
    }
}
