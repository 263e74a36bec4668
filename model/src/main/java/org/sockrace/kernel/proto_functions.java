package org.sockrace.kernel;

import org.sockrace.machine.Code;

/**
 * What a {@link proto_ops} is initialised with, one function after another: {@code release(this::my_release).bind(this::my_bind)}. What is not given is the
 * core's function for families that do not have it, which returns -EOPNOTSUPP; poll then finds nothing. For one table, not thread-safe.
 */
public final class proto_functions {

    private static final proto_ops.op_fn NO_OP = proto_ops::sock_no_op;
    private static final proto_ops.op_fn NO_EVENTS = (sock, events) -> 0;
    private static final proto_ops.ioctl_fn NO_IOCTL = proto_ops::sock_no_ioctl;

    final proto_ops.release_fn release;
    proto_ops.op_fn bind = NO_OP;
    proto_ops.op_fn connect = NO_OP;
    proto_ops.socketpair_fn socketpair = proto_ops::sock_no_socketpair;
    proto_ops.accept_fn accept = proto_ops::sock_no_accept;
    proto_ops.op_fn getname = NO_OP;
    proto_ops.op_fn poll = NO_EVENTS;
    proto_ops.ioctl_fn ioctl = NO_IOCTL;
    proto_ops.op_fn listen = NO_OP;
    proto_ops.op_fn shutdown = NO_OP;
    proto_ops.op_fn setsockopt = NO_OP;
    proto_ops.op_fn getsockopt = NO_OP;
    proto_ops.op_fn sendmsg = NO_OP;
    proto_ops.op_fn recvmsg = NO_OP;

    /** The functions of a family that can release its sockets, and no more. */
    public proto_functions(proto_ops.release_fn release) {
        this.release = release;
    }

    /** What bind(2) does: {@code arg} stands for the address. */
    public proto_functions bind(proto_ops.op_fn function) {
        this.bind = function;
        return this;
    }

    /** What connect(2) does: {@code arg} stands for the address. */
    public proto_functions connect(proto_ops.op_fn function) {
        this.connect = function;
        return this;
    }

    /** What socketpair(2) does with its two sockets. */
    public proto_functions socketpair(proto_ops.socketpair_fn function) {
        this.socketpair = function;
        return this;
    }

    /** What accept(2) does. */
    public proto_functions accept(proto_ops.accept_fn function) {
        this.accept = function;
        return this;
    }

    /** What getsockname(2) does, and with {@code arg} 1 getpeername(2). */
    public proto_functions getname(proto_ops.op_fn function) {
        this.getname = function;
        return this;
    }

    /** Which of the events {@code arg}, and which errors, there are now: for poll(2). */
    public proto_functions poll(proto_ops.op_fn function) {
        this.poll = function;
        return this;
    }

    /** What ioctl(2) does with a command that may tell a descriptor; null is a family without commands. */
    public proto_functions ioctl(proto_ops.ioctl_fn function) {
        this.ioctl = function;
        return this;
    }

    /** What ioctl(2) does: {@code arg} is the command. */
    public proto_functions ioctl(proto_ops.op_fn function) {
        this.ioctl = (sock, cmd, arg) -> function.op(sock, cmd);
        return this;
    }

    /** What listen(2) does: {@code arg} is the backlog. */
    public proto_functions listen(proto_ops.op_fn function) {
        this.listen = function;
        return this;
    }

    /** What shutdown(2) does: {@code arg} says how. */
    public proto_functions shutdown(proto_ops.op_fn function) {
        this.shutdown = function;
        return this;
    }

    /** What setsockopt(2) does: {@code arg} is the option, or what it is set to. */
    public proto_functions setsockopt(proto_ops.op_fn function) {
        this.setsockopt = function;
        return this;
    }

    /** What getsockopt(2) does: {@code arg} is the option. */
    public proto_functions getsockopt(proto_ops.op_fn function) {
        this.getsockopt = function;
        return this;
    }

    /** What sendmsg(2) does: {@code arg} stands for the message. */
    public proto_functions sendmsg(proto_ops.op_fn function) {
        this.sendmsg = function;
        return this;
    }

    /** What recvmsg(2) does: {@code arg} stands for its buffer or its flags. */
    public proto_functions recvmsg(proto_ops.op_fn function) {
        this.recvmsg = function;
        return this;
    }

    /** Whether it is a function of the family itself, and not the core's for families that do not have it. */
    static boolean isGiven(Code function) {
        return function != NO_OP && function != NO_EVENTS && function != NO_IOCTL;
    }
}
