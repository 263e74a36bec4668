package org.sockrace.kernel;

import org.sockrace.machine.Machine;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.SpinLock;

/** {@code struct timer_base}, with the one timer that it has; see {@link Timer}. */
public final class timer_base {

    /** The timer that is pending, or NULL. */
    final Ptr<timer_list> pending;
    /** Held while a timer's function runs. */
    final SpinLock expiry_lock;
    private final String name;

    timer_base(Machine k, String name) {
        this.name = name;
        this.pending = k.ptr(k.image(), name + ".pending", null);
        this.expiry_lock = k.spinlock(k.image(), name + ".expiry_lock");
    }

    /** The name of the soft interrupt that runs it. */
    @Override
    public String toString() {
        return name;
    }
}
