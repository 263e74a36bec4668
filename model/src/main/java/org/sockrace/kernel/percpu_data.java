package org.sockrace.kernel;

import org.sockrace.machine.Machine;
import org.sockrace.machine.Region;
import org.sockrace.machine.Word;

/** What alloc_percpu gives: memory of which each processor has its own. MODEL: one word of it, which nobody changes. */
public final class percpu_data {

    /** What {@code this_cpu_ptr()} finds. */
    public final Word value;
    /** The allocation. */
    final Region mem;

    percpu_data(Machine k, Region mem) {
        this.mem = mem;
        this.value = k.word(mem, "value", 0);
    }

    @Override
    public String toString() {
        return mem.name();
    }
}
