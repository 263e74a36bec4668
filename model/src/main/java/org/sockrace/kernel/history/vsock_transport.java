package org.sockrace.kernel.history;

import org.sockrace.kernel.module;
import org.sockrace.kernel.sock;
import org.sockrace.machine.Code;
import org.sockrace.machine.Machine;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.Region;

/** {@code struct vsock_transport}: how packets of PF_VSOCK get to the other side, in the memory of a module. */
final class vsock_transport {

    /** {@code int (*init)(struct vsock_sock *vsk, struct vsock_sock *psk)}. */
    @FunctionalInterface
    interface init_fn extends Code {
        /** Makes what the transport has of the sock: 0 or a negative errno. */
        int init(sock vsk);
    }

    /** {@code void (*destruct)(struct vsock_sock *vsk)}. */
    @FunctionalInterface
    interface destruct_fn extends Code {
        /** Gives it back. */
        void destruct(sock vsk);
    }

    /** The module that has this table. */
    final Ptr<module> module;
    /** The init function. */
    final Ptr<init_fn> init;
    /** The destruct function. */
    final Ptr<destruct_fn> destruct;
    /** The text that the functions are in. */
    final Region text;
    private final String name;

    vsock_transport(Machine k, Region text, String name, module owner, init_fn init, destruct_fn destruct) {
        this.text = text;
        this.name = name;
        this.module = k.ptr(text, name + ".module", owner);
        this.init = k.ptr(text, name + ".init", init);
        this.destruct = k.ptr(text, name + ".destruct", destruct);
    }

    @Override
    public String toString() {
        return name;
    }
}
