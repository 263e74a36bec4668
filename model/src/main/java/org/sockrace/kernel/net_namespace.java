package org.sockrace.kernel;

import java.util.List;
import java.util.stream.Stream;
import org.sockrace.machine.Atomic;
import org.sockrace.machine.Machine;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.Region;

/** {@code struct net}, one of several: a network namespace that comes and goes, for modules of users; see {@link NetNamespaces}. */
public final class net_namespace {

    /** How many parts of the network can have data in a namespace. */
    static final int MOST_IDS = 8;

    /** Data of one part, in memory of its own. */
    record generic(Region mem, Object data) {
        @Override
        public String toString() {
            return mem.name();
        }
    }

    /** {@code ns.count}: who keeps it alive. With the last of them it is cleaned up. */
    final refcount_t count;
    /** Who keeps its memory: all of {@link #count} together, and others that only need the memory. */
    final Atomic passive;
    /** The place in net_namespace_list. */
    final list_head<net_namespace> list;
    /** The next one that is to be cleaned up, or NULL. */
    final Ptr<net_namespace> cleanup_list;
    /** {@code gen->ptr}: what each part of the network keeps here, by its id. MODEL: the array need never grow. */
    final List<Ptr<generic>> gen;
    /** By which others find it; 0 of init_net. */
    final int nsid;
    /** The memory that it is in. */
    public final Region mem;
    private final String name;

    @SuppressWarnings("this-escape") // The machine takes nothing of it but its name.
    net_namespace(Machine k, Region mem, String name, int nsid) {
        this.name = name;
        this.mem = mem;
        this.nsid = nsid;
        k.within(mem, this);
        String in = mem == k.image() ? name + "." : "";
        this.count = new refcount_t(k, mem, in + "count", 1);
        this.passive = k.atomic(mem, in + "passive", 1);
        this.list = list_head.in(k, mem, in + "list", this);
        this.cleanup_list = k.ptr(mem, in + "cleanup_list", null);
        this.gen = Stream.iterate(1, id -> id <= MOST_IDS, id -> id + 1).map(id -> k.<generic>ptr(mem, in + "gen[" + id + "]", null)).toList();
    }

    @Override
    public String toString() {
        return name;
    }
}
