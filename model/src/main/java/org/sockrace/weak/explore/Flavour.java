package org.sockrace.weak.explore;

import org.sockrace.weak.graph.Tag;

/** Read-side critical sections, and the grace periods that wait for them. */
enum Flavour {
    RCU(Tag.RCU_LOCK, Tag.RCU_UNLOCK, Tag.SYNC_RCU), SCHED(Tag.SCHED_LOCK, Tag.SCHED_UNLOCK, Tag.SYNC_SCHED);

    final Tag lock;
    final Tag unlock;
    final Tag sync;

    Flavour(Tag lock, Tag unlock, Tag sync) {
        this.lock = lock;
        this.unlock = unlock;
        this.sync = sync;
    }
}
