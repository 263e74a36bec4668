package org.sockrace.kernel;

import org.sockrace.machine.Atomic;
import org.sockrace.machine.Machine;
import org.sockrace.machine.Region;

/** {@code refcount_t}, and {@code struct kref} around one: how many references there are to an object; see {@link Refcount}. */
public final class refcount_t {

    /** The count. */
    final Atomic refs;
    private final String name;

    /**
     * refcount_set, or kref_init with 1.
     *
     * @param in the memory that it is in, and that it counts the references to
     */
    @SuppressWarnings("this-escape") // The machine takes nothing of it but its name.
    public refcount_t(Machine k, Region in, String name, int refs) {
        this.name = in.name() + "." + name;
        k.within(in, this);
        this.refs = k.atomic(in, name, refs);
    }

    @Override
    public String toString() {
        return name;
    }
}
