package org.sockrace.kernel;

import org.sockrace.machine.Machine;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.Region;

/** {@code struct module_use}: one module uses symbols of another. */
final class module_use {

    /** Its place among the users of {@link #target}. */
    final list_head<module_use> source_list;
    /** Its place among what {@link #source} uses. */
    final list_head<module_use> target_list;
    /** The module that uses. */
    final Ptr<module> source;
    /** The module that is used. */
    final Ptr<module> target;
    /** The allocation. */
    final Region mem;

    module_use(Machine k, Region mem) {
        this.mem = mem;
        this.source_list = list_head.in(k, mem, "source_list", this);
        this.target_list = list_head.in(k, mem, "target_list", this);
        this.source = k.ptr(mem, "source", null);
        this.target = k.ptr(mem, "target", null);
    }

    @Override
    public String toString() {
        return mem.name();
    }
}
