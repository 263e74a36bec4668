package org.sockrace.kernel;

import java.util.List;
import java.util.function.Function;
import org.sockrace.machine.Code;
import org.sockrace.machine.Region;
import org.sockrace.machine.Word;

/**
 * {@code struct pernet_operations} for several namespaces: what a module of a user does for each, and what it keeps there; see {@link NetNamespaces}.
 *
 * @param <T> what it keeps in each namespace
 */
public final class pernet_ops<T> {

    /** {@code int (*init)(struct net *net)}. */
    @FunctionalInterface
    public interface init_fn extends Code {
        /** Sets the namespace up: 0, or a negative errno, and then everything is as it was before. It may sleep. */
        int init(net_namespace net);
    }

    /** {@code void (*exit)(struct net *net)}, and pre_exit. */
    @FunctionalInterface
    public interface exit_fn extends Code {
        /** Undoes what init did. It may sleep. */
        void exit(net_namespace net);
    }

    /** {@code void (*exit_batch)(struct list_head *net_exit_list)}. */
    @FunctionalInterface
    public interface exit_batch_fn extends Code {
        /** Undoes what init did, for several namespaces at once. It may sleep. */
        void exit_batch(List<net_namespace> net_exit_list);
    }

    /** The place in pernet_list, under pernet_ops_rwsem. */
    final list_head<pernet_ops<?>> list;
    /** {@code *id}: the number of its data, 0 before it was registered. */
    final Word id;
    /** {@code init}, or null. */
    final init_fn init;
    /** {@code pre_exit}, or null: called before a grace period, after which exit is. */
    final exit_fn pre_exit;
    /** {@code exit}, or null. */
    final exit_fn exit;
    /** {@code exit_batch}, or null: called after exit was, for all of them. */
    final exit_batch_fn exit_batch;
    /** Instead of {@code size}: makes the data of a namespace in that memory; null for none. */
    final Function<Region, T> size;
    /** The text that the functions are in, and the memory that this is in. */
    final Region text;
    private final String name;

    /**
     * One that is not registered. Each function may be null.
     *
     * @param text the memory that it is in, with the text of the functions: that of a module, or the kernel's image
     * @param size makes the data that each namespace has of it, in the memory that it is given; null for none
     */
    @SuppressWarnings("this-escape") // The machine takes nothing of it but its name.
    public pernet_ops(Kernel kernel, Region text, String name, init_fn init, exit_fn pre_exit, exit_fn exit, exit_batch_fn exit_batch,
            Function<Region, T> size) {
        this.name = name;
        this.text = text;
        kernel.k.within(text, this);
        this.list = list_head.in(kernel.k, text, name + ".list", this);
        this.id = kernel.k.word(text, name + ".id", 0);
        this.init = init;
        this.pre_exit = pre_exit;
        this.exit = exit;
        this.exit_batch = exit_batch;
        this.size = size;
    }

    @Override
    public String toString() {
        return name;
    }
}
