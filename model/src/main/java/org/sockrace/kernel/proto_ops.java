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

    /** The module that has these functions, or NULL: built in, or (as in CAN) forgotten. */
    public final Ptr<module> owner;
    /** The release function. */
    public final Ptr<release_fn> release;
    /** The accept function; -EOPNOTSUPP for families without one. */
    public final Ptr<accept_fn> accept;
    /** The socketpair function; -EOPNOTSUPP for families without one. */
    public final Ptr<socketpair_fn> socketpair;
    /** The ioctl function, or NULL for families without commands of their own. */
    public final Ptr<ioctl_fn> ioctl;
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
        this.text = text;
        this.name = name;
        k.within(in, this);
        this.owner = k.ptr(in, name + ".owner", owner);
        this.release = k.ptr(in, name + ".release", release);
        this.accept = k.ptr(in, name + ".accept", accept);
        this.socketpair = k.ptr(in, name + ".socketpair", socketpair);
        this.ioctl = k.ptr(in, name + ".ioctl", ioctl);
    }

    /** {@code sock_no_accept}: for families whose sockets cannot listen. */
    public static int sock_no_accept(socket sock, socket newsock) {
        return -Errno.EOPNOTSUPP;
    }

    /** {@code sock_no_socketpair}: for families without connected pairs. */
    public static int sock_no_socketpair(socket sock1, socket sock2) {
        return -Errno.EOPNOTSUPP;
    }

    @Override
    public String toString() {
        return name;
    }
}
