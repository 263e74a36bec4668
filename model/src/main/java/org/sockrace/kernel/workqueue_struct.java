package org.sockrace.kernel;

import java.util.List;
import org.sockrace.machine.Atomic;
import org.sockrace.machine.Machine;
import org.sockrace.machine.Mutex;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.Region;
import org.sockrace.machine.SpinLock;
import org.sockrace.machine.Word;

/** {@code struct workqueue_struct}: a queue of somebody's own, from alloc_workqueue to destroy_workqueue; see {@link Workqueue}. */
public final class workqueue_struct {

    /** __WQ_DRAINING: 1 while it is being emptied; under the lock. */
    final Word draining;
    /** Held by who waits for all that is queued. */
    final Mutex mutex;
    /** Guards the colour: works of one colour are waited for while others come. */
    final SpinLock lock;
    /** The colour of works that are queued now: 0 or 1. */
    final Word work_color;
    /** How many works of each colour are queued or run. */
    final List<Atomic> nr_in_flight;
    final Region mem;
    /** Whether it does one work at a time, in the order in which they were queued. */
    final boolean ordered;
    /** Of an ordered one: whether a work is on its worker's list, or runs. */
    final Word nr_active;
    /** Of an ordered one: the works that wait for their turn. */
    final Ptr<work_struct> inactive_works;

    workqueue_struct(Machine k, Region mem, boolean ordered) {
        this.mem = mem;
        this.ordered = ordered;
        this.nr_active = k.word(mem, "nr_active", 0);
        this.inactive_works = k.ptr(mem, "inactive_works", null);
        this.draining = k.word(mem, "draining", 0);
        this.mutex = k.mutex(mem, "mutex");
        this.lock = k.spinlock(mem, "lock");
        this.work_color = k.word(mem, "work_color", 0);
        this.nr_in_flight = List.of(k.atomic(mem, "nr_in_flight[0]", 0), k.atomic(mem, "nr_in_flight[1]", 0));
    }

    @Override
    public String toString() {
        return mem.name();
    }
}
