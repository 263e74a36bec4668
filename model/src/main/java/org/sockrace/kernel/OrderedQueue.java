package org.sockrace.kernel;

import org.sockrace.machine.KernelCode;
import org.sockrace.machine.Ptr;

/** kernel/workqueue.c: queues that do one work at a time. A work that waits for its turn is on no worker's list. */
final class OrderedQueue extends KernelCode {

    OrderedQueue(Kernel kernel) {
        super(kernel.k);
    }

    /** The queue's lock is held. False if the work has to wait for its turn: it is the last of those who do, then. */
    boolean pwq_activate_work(workqueue_struct wq, work_struct work) {
        if (wq.nr_active.get() == 0) {
            wq.nr_active.set(1);
            return true;
        }
        Ptr<work_struct> at = wq.inactive_works;
        for (work_struct next = at.get(); next != null; next = at.get()) {
            at = next.entry;
        }
        work.entry.set(null);
        at.set(work);
        return false;
    }

    /** The lock of the work's worker is held. */
    void remove_inactive(workqueue_struct wq, work_struct work) {
        spin_lock(wq.lock);
        Ptr<work_struct> at = wq.inactive_works;
        while (at.get() != work) {
            at = at.get().entry;
        }
        at.set(work.entry.get());
        spin_unlock(wq.lock);
        work.pool.inactive.set(0);
    }

    /** Of an ordered queue, whose active work is one no more: it is the turn of the next one. That may be cancelled meanwhile. */
    void pwq_activate_first_inactive(workqueue_struct wq) {
        if (wq == null || !wq.ordered) {
            return;
        }
        spin_lock(wq.lock);
        work_struct next = wq.inactive_works.get();
        while (next != null) {
            spin_unlock(wq.lock);
            spin_lock(next.pool.lock);
            spin_lock(wq.lock);
            boolean still = wq.inactive_works.get() == next;
            if (still) {
                wq.inactive_works.set(next.entry.get());
                next.pool.inactive.set(0);
                next.pool.worklist.set(next);
            }
            spin_unlock(next.pool.lock);
            if (still) {
                spin_unlock(wq.lock);
                return;
            }
            next = wq.inactive_works.get();
        }
        wq.nr_active.set(0);
        spin_unlock(wq.lock);
    }
}
