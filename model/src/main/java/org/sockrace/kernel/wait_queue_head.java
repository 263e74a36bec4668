package org.sockrace.kernel;

import org.sockrace.machine.Atomic;
import org.sockrace.machine.Machine;

/** {@code wait_queue_head_t}: where tasks sleep until somebody wakes them: see {@link WaitQueue}. */
final class wait_queue_head {

    /** How many tasks are in the queue. */
    final Atomic waiters;
    /** How often those in the queue were woken. */
    final Atomic wakeups;

    wait_queue_head(Machine k, String name) {
        this.waiters = k.atomic(k.image(), name + ".waiters", 0);
        this.wakeups = k.atomic(k.image(), name + ".wakeups", 0);
    }
}
