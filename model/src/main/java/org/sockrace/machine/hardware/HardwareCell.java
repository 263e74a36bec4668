package org.sockrace.machine.hardware;

import org.sockrace.machine.Condition;
import org.sockrace.machine.Order;

/** A piece of shared memory. */
abstract class HardwareCell {

    /** One side of a comparison in a {@link Condition}. */
    interface Observed {
        /** What the cell holds now; orders nothing, and is allowed on freed memory. */
        int peek();

        /** The cell. */
        HardwareCell cell();
    }

    final HardwareRegion region;
    final String name;

    HardwareCell(HardwareRegion region, String name) {
        this.region = region;
        this.name = name;
    }

    /** The thread accesses the cell now. */
    final void touch() {
        region.touch(name);
    }

    final IllegalArgumentException notFor(String access, Order order) {
        return new IllegalArgumentException(access + " of " + this + " with order " + order);
    }

    @Override
    public final String toString() {
        return region.name() + "." + name;
    }
}
