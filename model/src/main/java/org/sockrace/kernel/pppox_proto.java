package org.sockrace.kernel;

import org.sockrace.machine.Code;
import org.sockrace.machine.Machine;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.Region;

/** {@code struct pppox_proto}: one protocol of PF_PPPOX, in the memory of its own module. */
public final class pppox_proto {

    /** {@code int (*create)(struct net *net, struct socket *sock, int kern)}. */
    @FunctionalInterface
    public interface create_fn extends Code {
        /** Makes the protocol's sk: 0 or a negative errno. */
        int create(socket sock, int kern);
    }

    /** The create function. */
    public final Ptr<create_fn> create;
    /** The module that has it. */
    public final Ptr<module> owner;
    /** The text that create is in. */
    public final Region text;
    private final String name;

    /** Makes the table in {@code text}'s memory; {@code owner} may be null. */
    public pppox_proto(Machine k, Region text, String name, create_fn create, module owner) {
        this.text = text;
        this.name = name;
        k.within(text, this);
        this.create = k.ptr(text, name + ".create", create);
        this.owner = k.ptr(text, name + ".owner", owner);
    }

    @Override
    public String toString() {
        return name;
    }
}
