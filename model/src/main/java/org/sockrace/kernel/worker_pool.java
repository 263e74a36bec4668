package org.sockrace.kernel;

import org.sockrace.machine.Machine;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.SpinLock;
import org.sockrace.machine.Word;

/** {@code struct worker_pool}, with the one worker and the one work that it has; see {@link Workqueue}. */
public final class worker_pool {

    /** Guards the rest. */
    final SpinLock lock;
    /** The work that is queued, or NULL. */
    final Ptr<work_struct> worklist;
    /** The work that runs, or NULL. */
    final Ptr<work_struct> current_work;
    /** How often a work has run to its end, modulo 2. */
    final Word completed;
    /** Whether its work waits for its turn in an ordered queue: 1. */
    final Word inactive;
    /** Whether a work is queued or runs: 1. */
    final Word busy;
    /** The queue that the queued work is in, or NULL for system_wq; and its colour there. */
    final Ptr<workqueue_struct> wq;
    final Word color;
    private final String name;

    worker_pool(Machine k, String name) {
        this.name = name;
        this.lock = k.spinlock(k.image(), name + ".lock");
        this.worklist = k.ptr(k.image(), name + ".worklist", null);
        this.current_work = k.ptr(k.image(), name + ".current_work", null);
        this.wq = k.ptr(k.image(), name + ".wq", null);
        this.color = k.word(k.image(), name + ".color", 0);
        this.completed = k.word(k.image(), name + ".completed", 0);
        this.inactive = k.word(k.image(), name + ".inactive", 0);
        this.busy = k.word(k.image(), name + ".busy", 0);
    }

    /** The name of its worker. */
    @Override
    public String toString() {
        return name;
    }
}
