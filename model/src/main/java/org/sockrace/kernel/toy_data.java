package org.sockrace.kernel;

import org.sockrace.machine.Machine;
import org.sockrace.machine.Region;

/** What a {@link Toy} may keep for each sock, beside it. */
final class toy_data {

    /** For the callback that frees it. */
    final rcu_head rcu;
    /** The allocation. */
    final Region mem;

    toy_data(Machine k, Region mem) {
        this.mem = mem;
        this.rcu = new rcu_head(k, mem, "rcu", this);
    }

    @Override
    public String toString() {
        return mem.name();
    }
}
