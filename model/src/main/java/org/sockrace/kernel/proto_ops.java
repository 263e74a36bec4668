package org.sockrace.kernel;

import org.sockrace.machine.Code;
import org.sockrace.machine.Machine;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.Region;

/** {@code struct proto_ops}: what a family does with its sockets. */
public final class proto_ops {

    /** {@code int (*release)(struct socket *sock)}. */
    @FunctionalInterface
    public interface release_fn extends Code {
        /** Gives the protocol's part of the socket back: 0 or a negative errno. */
        int release(socket sock);
    }

    /** {@code int (*accept)(struct socket *sock, struct socket *newsock)}. */
    @FunctionalInterface
    public interface accept_fn extends Code {
        /** Attaches a child sock to {@code newsock}: 0 or a negative errno. */
        int accept(socket sock, socket newsock);
    }

    /** {@code int (*socketpair)(struct socket *sock1, struct socket *sock2)}. */
    @FunctionalInterface
    public interface socketpair_fn extends Code {
        /** Connects the two: 0 or a negative errno. */
        int socketpair(socket sock1, socket sock2);
    }

    /** {@code int (*ioctl)(struct socket *sock, unsigned int cmd, unsigned long arg)}. */
    @FunctionalInterface
    public interface ioctl_fn extends Code {
        /** Does what the command is for, and tells a new descriptor in {@code arg}: 0 or a negative errno. */
        int ioctl(socket sock, int cmd, Out<Integer> arg);
    }

    /** What the other functions are: {@code int (*bind)(struct socket *sock, struct sockaddr *myaddr, int sockaddr_len)} and the like. */
    @FunctionalInterface
    public interface op_fn extends Code {
        /** Does it; what there is in user memory is one number. Returns a negative errno, or what the call is to return. */
        int op(socket sock, int arg);
    }

    /** The module that has these functions, or NULL: built in, or (as in CAN) forgotten. */
    public final Ptr<module> owner;
    /** The release function. */
    public final Ptr<release_fn> release;
    /** The bind function; this one and all further ones of its kind are null, and no cells, in families of which they are not modelled. */
    public final Ptr<op_fn> bind;
    /** The connect function. */
    public final Ptr<op_fn> connect;
    /** The socketpair function; -EOPNOTSUPP for families without one. */
    public final Ptr<socketpair_fn> socketpair;
    /** The accept function; -EOPNOTSUPP for families without one. */
    public final Ptr<accept_fn> accept;
    /** The ioctl function, or NULL for families without commands of their own. */
    public final Ptr<ioctl_fn> ioctl;
    /** The listen function. */
    public final Ptr<op_fn> listen;
    /** The shutdown function. */
    public final Ptr<op_fn> shutdown;
    /** The setsockopt function; NULL since some version, for families without one. */
    public final Ptr<op_fn> setsockopt;
    /** The getsockopt function; the same. */
    public final Ptr<op_fn> getsockopt;
    /** The getname function. */
    public final Ptr<op_fn> getname;
    /** The poll function; it may be NULL, which is modelled as one that finds nothing. */
    public final Ptr<op_fn> poll;
    /** The sendmsg function. */
    public final Ptr<op_fn> sendmsg;
    /** The recvmsg function. */
    public final Ptr<op_fn> recvmsg;
    /** The text that the functions are in. */
    public final Region text;
    private final String name;

    /** Makes the table in {@code text}'s memory. */
    public proto_ops(Machine k, Region text, String name, module owner, release_fn release, accept_fn accept,
            socketpair_fn socketpair) {
        this(k, text, text, name, owner, release, accept, socketpair);
    }

    /** Makes the table in {@code in}'s memory, of functions that are in {@code text}: protocols of inet use built-in functions. */
    public proto_ops(Machine k, Region in, Region text, String name, module owner, release_fn release, accept_fn accept,
            socketpair_fn socketpair) {
        this(k, in, text, name, owner, release, accept, socketpair, null);
    }

    /** The same for a family with commands of its own. */
    public proto_ops(Machine k, Region in, Region text, String name, module owner, release_fn release, accept_fn accept,
            socketpair_fn socketpair, ioctl_fn ioctl) {
        this(k, in, text, name, owner, new proto_functions(release).accept(accept).socketpair(socketpair).ioctl(ioctl), false);
    }

    /** Makes the table in {@code text}'s memory, with all of its functions. */
    public proto_ops(Machine k, Region text, String name, module owner, proto_functions functions) {
        this(k, text, text, name, owner, functions, true);
    }

    /** The same of a family of which only those are modelled that are given. */
    public static proto_ops some(Machine k, Region text, String name, module owner, proto_functions functions) {
        return new proto_ops(k, text, text, name, owner, functions, false);
    }

    private proto_ops(Machine k, Region in, Region text, String name, module owner, proto_functions functions, boolean whole) {
        this.text = text;
        this.name = name;
        k.within(in, this);
        this.owner = k.ptr(in, name + ".owner", owner);
        this.release = k.ptr(in, name + ".release", functions.release);
        this.accept = k.ptr(in, name + ".accept", functions.accept);
        this.socketpair = k.ptr(in, name + ".socketpair", functions.socketpair);
        this.ioctl = k.ptr(in, name + ".ioctl", whole || proto_functions.isGiven(functions.ioctl) ? functions.ioctl : null);
        this.bind = op(k, in, name + ".bind", functions.bind, whole);
        this.connect = op(k, in, name + ".connect", functions.connect, whole);
        this.listen = op(k, in, name + ".listen", functions.listen, whole);
        this.shutdown = op(k, in, name + ".shutdown", functions.shutdown, whole);
        this.setsockopt = op(k, in, name + ".setsockopt", functions.setsockopt, whole);
        this.getsockopt = op(k, in, name + ".getsockopt", functions.getsockopt, whole);
        this.getname = op(k, in, name + ".getname", functions.getname, whole);
        this.poll = op(k, in, name + ".poll", functions.poll, whole);
        this.sendmsg = op(k, in, name + ".sendmsg", functions.sendmsg, whole);
        this.recvmsg = op(k, in, name + ".recvmsg", functions.recvmsg, whole);
    }

    private static Ptr<op_fn> op(Machine k, Region in, String name, op_fn function, boolean whole) {
        return whole || proto_functions.isGiven(function) ? k.ptr(in, name, function) : null;
    }

    /**
     * The function; sees to it that nobody takes what is not modelled for what a family does not have.
     *
     * @throws UnsupportedOperationException with a message for users if the table was made without the functions that a call on a socket needs
     */
    Ptr<op_fn> modelled(String call, Ptr<op_fn> member) {
        if (member == null) {
            throw new UnsupportedOperationException("the modelled kernel does not have the " + call + " of " + name
                    + ": only toys and modules of your own have all functions");
        }
        return member;
    }

    /** {@code sock_no_accept}: for families whose sockets cannot listen. */
    public static int sock_no_accept(socket sock, socket newsock) {
        return -Errno.EOPNOTSUPP;
    }

    /** {@code sock_no_socketpair}: for families without connected pairs. */
    public static int sock_no_socketpair(socket sock1, socket sock2) {
        return -Errno.EOPNOTSUPP;
    }

    /** {@code sock_no_ioctl}: for families without commands of their own. */
    public static int sock_no_ioctl(socket sock, int cmd, Out<Integer> arg) {
        return -Errno.EOPNOTSUPP;
    }

    /** {@code sock_no_bind}, {@code sock_no_connect} and all the others, which do the same. */
    public static int sock_no_op(socket sock, int arg) {
        return -Errno.EOPNOTSUPP;
    }

    @Override
    public String toString() {
        return name;
    }
}
