package org.sockrace.kernel;

import org.sockrace.machine.Code;
import org.sockrace.machine.Machine;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.Region;

/** {@code struct net_proto_family}: a protocol family's entry in net_families, in the memory of the module that registers it. */
public final class net_proto_family {

    /** {@code int (*create)(struct net *net, struct socket *sock, int protocol, int kern)}. */
    @FunctionalInterface
    public interface create_fn extends Code {
        /** Makes the protocol's part of a socket: 0 or a negative errno. */
        int create(socket sock, int protocol, int kern);
    }

    /** The family's number; never written, so it is no cell. */
    public final int family;
    /** The module that has the create function, or NULL if it is built in. */
    public final Ptr<module> owner;
    /** The create function. */
    public final Ptr<create_fn> create;
    /** The text that create is in. */
    public final Region text;
    private final String name;

    /** Makes the table in {@code text}'s memory; {@code owner} is null for built-in families. */
    public net_proto_family(Machine k, Region text, String name, int family, module owner, create_fn create) {
        this.family = family;
        this.text = text;
        this.name = name;
        k.within(text, this);
        this.owner = k.ptr(text, name + ".owner", owner);
        this.create = k.ptr(text, name + ".create", create);
    }

    @Override
    public String toString() {
        return name;
    }
}
