package org.sockrace.lab;

import java.util.function.IntSupplier;
import java.util.function.ToIntFunction;
import org.sockrace.kernel.Errno;
import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.KernelModule;
import org.sockrace.kernel.Net;
import org.sockrace.kernel.SockCalls;
import org.sockrace.kernel.files_struct;
import org.sockrace.kernel.net_proto_family;
import org.sockrace.kernel.task_struct;
import org.sockrace.machine.Order;
import org.sockrace.machine.hardware.Context;

/** One task of a {@link Lab}. Its calls must not overlap; each returns what the system call returns, a negative errno if it fails. */
public final class LabTask {

    final task_struct task;
    final files_struct files;
    private final Kernel kernel;
    private final Context context;
    private final Context modprobe;

    LabTask(Kernel kernel, task_struct task, files_struct files, Context context, Context modprobe) {
        this.kernel = kernel;
        this.task = task;
        this.files = files;
        this.context = context;
        this.modprobe = modprobe;
    }

    /** Runs any code of the kernel as this task. */
    public int call(IntSupplier code) {
        return context.call(code);
    }

    /** A call on a socket by a function of its family, such as bind(2): {@code task.call(calls -> calls.sys_bind(fd, 80))}. */
    public int call(ToIntFunction<SockCalls> code) {
        return context.call(() -> code.applyAsInt(kernel.calls));
    }

    /** socket(2) of the toy family. */
    public int socket() {
        return socket(Lab.PF_TOY, Net.SOCK_STREAM, 0);
    }

    /** socket(2). */
    public int socket(int family, int type, int protocol) {
        return context.call(() -> kernel.socket.sys_socket(family, type, protocol));
    }

    /** accept(2). */
    public int accept(int fd) {
        return context.call(() -> kernel.socket.sys_accept(fd));
    }

    /** close(2). */
    public int close(int fd) {
        return context.call(() -> kernel.fs.sys_close(fd));
    }

    /** dup(2). */
    public int dup(int fd) {
        return context.call(() -> kernel.fs.sys_dup(fd));
    }

    /** dup2(2). */
    public int dup2(int from, int to) {
        return context.call(() -> kernel.fs.sys_dup2(from, to));
    }

    /** delete_module(2). */
    public int rmmod(String name) {
        return context.call(() -> kernel.module.delete_module(name, KernelModule.O_NONBLOCK));
    }

    /** finit_module(2) of the file of that name. */
    public int insmod(String name) {
        return context.call(() -> kernel.module.finit_module(name));
    }

    /** sock_register of a family that is built in. */
    public int register(net_proto_family family) {
        return context.call(() -> kernel.socket.sock_register(family));
    }

    /** sock_unregister, whoever owns the family: 0. */
    public int unregister(int family) {
        return context.call(() -> {
            kernel.socket.sock_unregister(family);
            return 0;
        });
    }

    /** Has modprobe serve this task's request, if there is one. */
    void runHelper() {
        if (modprobe != null && task.modprobe_path.request.load(Order.ONCE) != null) {
            modprobe.call(() -> kernel.kmod.call_usermodehelper(task.modprobe_path));
        }
    }

    void closeAll() {
        for (int n = 0; files != null && n < files.fd.size(); n++) {
            if (files.open_fds.get(n).get() != 0) {
                close(files_struct.FIRST + n);
            }
        }
    }

    /** What a call returned, as scenarios write it: {@code fd}, or the name of an error. */
    public static String fd(int result) {
        return result >= 0 ? "fd" : Errno.name(-result);
    }

    /** The same of a call that returns no descriptor: 0, or the name of an error. */
    public static String zero(int result) {
        return result < 0 ? Errno.name(-result) : Integer.toString(result);
    }
}
