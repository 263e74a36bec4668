package org.sockrace.kernel;

import static org.sockrace.kernel.Errno.EBADF;
import static org.sockrace.kernel.Errno.EFAULT;

import org.sockrace.machine.KernelCode;
import org.sockrace.machine.Ptr;

/**
 * net/socket.c, the calls on a socket that do what its family does. MODEL: the security module does not mind; the file is a part of what fdget gives, which
 * since 6.13 the compiler gives back at the end; of what lies in user memory there is one number, options are all of the family's level, and what is told to
 * the user always arrives.
 */
public final class SockCalls extends KernelCode {

    private static final int EPOLLERR = 8;
    private static final int EPOLLHUP = 16;
    private static final int EPOLLNVAL = 32;
    private final Kernel kernel;

    SockCalls(Kernel kernel) {
        super(kernel.k);
        this.kernel = kernel;
    }

    /** sock->ops->bind(sock, address) and the like. */
    private int ops_call(proto_ops ops, Ptr<proto_ops.op_fn> member, socket sock, int arg) {
        proto_ops.op_fn op = member.get();
        return call(ops.text, () -> op.op(sock, arg));
    }

    private int move_addr_to_kernel() {
        return k.fails("copy") ? -EFAULT : 0;
    }

    private int copy_msghdr_from_user() {
        return k.fails("copy") ? -EFAULT : 0;
    }

    /** bind(2). */
    public int sys_bind(int fd, int umyaddr) {
        file f = kernel.fs.fget(fd);
        socket sock;
        int err;

        if (test(f == null)) return -EBADF;
        sock = kernel.socket.sock_from_file(f);

        err = move_addr_to_kernel();
        if (test(err == 0)) {
            proto_ops ops = sock.ops.get();
            err = ops_call(ops, ops.modelled("bind", ops.bind), sock, umyaddr);
        }
        kernel.fs.fput(f);
        return err;
    }

    /** connect(2). */
    public int sys_connect(int fd, int uservaddr) {
        file f = kernel.fs.fget(fd);
        socket sock;
        int err;

        if (test(f == null)) return -EBADF;
        sock = kernel.socket.sock_from_file(f);

        err = move_addr_to_kernel();
        if (test(err == 0)) {
            proto_ops ops = sock.ops.get();
            err = ops_call(ops, ops.modelled("connect", ops.connect), sock, uservaddr);
        }
        kernel.fs.fput(f);
        return err;
    }

    /** listen(2). MODEL: no backlog is longer than the system's. */
    public int sys_listen(int fd, int backlog) {
        file f = kernel.fs.fget(fd);
        socket sock;
        int err;

        if (test(f == null)) return -EBADF;
        sock = kernel.socket.sock_from_file(f);

        proto_ops ops = sock.ops.get();
        err = ops_call(ops, ops.modelled("listen", ops.listen), sock, backlog);
        kernel.fs.fput(f);
        return err;
    }

    /** shutdown(2). */
    public int sys_shutdown(int fd, int how) {
        file f = kernel.fs.fget(fd);
        socket sock;
        int err;

        if (test(f == null)) return -EBADF;
        sock = kernel.socket.sock_from_file(f);

        proto_ops ops = sock.ops.get();
        err = ops_call(ops, ops.modelled("shutdown", ops.shutdown), sock, how);
        kernel.fs.fput(f);
        return err;
    }

    /** setsockopt(2). */
    public int sys_setsockopt(int fd, int optname) {
        file f = kernel.fs.fget(fd);
        socket sock;
        int err;

        if (test(f == null)) return -EBADF;
        sock = kernel.socket.sock_from_file(f);

        proto_ops ops = sock.ops.get();
        err = ops_call(ops, ops.modelled("setsockopt", ops.setsockopt), sock, optname);
        kernel.fs.fput(f);
        return err;
    }

    /** getsockopt(2). */
    public int sys_getsockopt(int fd, int optname) {
        file f = kernel.fs.fget(fd);
        socket sock;
        int err;

        if (test(f == null)) return -EBADF;
        sock = kernel.socket.sock_from_file(f);

        proto_ops ops = sock.ops.get();
        err = ops_call(ops, ops.modelled("getsockopt", ops.getsockopt), sock, optname);
        kernel.fs.fput(f);
        return err;
    }

    /** getsockname(2). */
    public int sys_getsockname(int fd) {
        file f = kernel.fs.fget(fd);
        socket sock;
        int err;

        if (test(f == null)) return -EBADF;
        sock = kernel.socket.sock_from_file(f);

        proto_ops ops = sock.ops.get();
        err = ops_call(ops, ops.modelled("getsockname", ops.getname), sock, 0);
        kernel.fs.fput(f);
        return Math.min(err, 0);
    }

    /** getpeername(2). */
    public int sys_getpeername(int fd) {
        file f = kernel.fs.fget(fd);
        socket sock;
        int err;

        if (test(f == null)) return -EBADF;
        sock = kernel.socket.sock_from_file(f);

        proto_ops ops = sock.ops.get();
        err = ops_call(ops, ops.modelled("getpeername", ops.getname), sock, 1);
        kernel.fs.fput(f);
        return Math.min(err, 0);
    }

    /** poll(2) of one descriptor, which does not wait: do_pollfd and sock_poll. */
    public int sys_poll(int fd, int events) {
        file f = kernel.fs.fget(fd);
        socket sock;
        int mask;

        if (test(f == null)) return EPOLLNVAL;
        sock = kernel.socket.sock_from_file(f);

        proto_ops ops = sock.ops.get();
        mask = ops_call(ops, ops.modelled("poll", ops.poll), sock, events);
        mask &= events | EPOLLERR | EPOLLHUP;
        kernel.fs.fput(f);
        return mask;
    }

    /** sendmsg(2). */
    public int sys_sendmsg(int fd, int msg) {
        file f = kernel.fs.fget(fd);
        socket sock;
        int err;

        if (test(f == null)) return -EBADF;
        sock = kernel.socket.sock_from_file(f);

        err = copy_msghdr_from_user();
        if (test(err == 0)) {
            proto_ops ops = sock.ops.get();
            err = ops_call(ops, ops.modelled("sendmsg", ops.sendmsg), sock, msg);
        }
        kernel.fs.fput(f);
        return err;
    }

    /** recvmsg(2). */
    public int sys_recvmsg(int fd, int msg) {
        file f = kernel.fs.fget(fd);
        socket sock;
        int err;

        if (test(f == null)) return -EBADF;
        sock = kernel.socket.sock_from_file(f);

        err = copy_msghdr_from_user();
        if (test(err == 0)) {
            proto_ops ops = sock.ops.get();
            err = ops_call(ops, ops.modelled("recvmsg", ops.recvmsg), sock, msg);
        }
        kernel.fs.fput(f);
        return err;
    }
}
