package org.sockrace.kernel;

import org.sockrace.machine.Code;
import org.sockrace.machine.Machine;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.Region;

/** {@code struct pernet_operations}: what a part of the network does for each namespace, in the memory of the module that registers it. */
public final class pernet_operations {

    /** {@code int (*init)(struct net *net)}. */
    @FunctionalInterface
    public interface init_fn extends Code {
        /** Sets the namespace up: 0 or a negative errno. */
        int init();
    }

    /** {@code void (*exit)(struct net *net)}. */
    @FunctionalInterface
    public interface exit_fn extends Code {
        /** Undoes what init did. */
        void exit();
    }

    /** The place in pernet_list, under pernet_ops_rwsem: zeroed, linked or poisoned. */
    final list_head<pernet_operations> list;
    /** The init function, or NULL. */
    public final Ptr<init_fn> init;
    /** The exit function, or NULL. */
    public final Ptr<exit_fn> exit;
    /** Whether each namespace has memory of this part ({@code id} and {@code size}); never written, so it is no cell. */
    public final boolean id;
    /** The text that the functions are in. */
    public final Region text;
    private final String name;

    /** Makes the table in {@code text}'s memory; either function may be null. */
    public pernet_operations(Machine k, Region text, String name, init_fn init, exit_fn exit, boolean id) {
        this.text = text;
        this.name = name;
        k.within(text, this);
        this.id = id;
        this.list = list_head.in(k, text, name + ".list", this);
        this.init = k.ptr(text, name + ".init", init);
        this.exit = k.ptr(text, name + ".exit", exit);
    }

    @Override
    public String toString() {
        return name;
    }
}
