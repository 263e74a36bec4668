package org.sockrace.kernel;

import org.sockrace.machine.KernelCode;
import org.sockrace.machine.Order;

/**
 * kernel/workqueue.c: system_wq. MODEL: each work has a worker of its own: as those of system_wq run on any processor, and another one is woken when one
 * sleeps, no work waits for another. The pending bit and the list change together, under the pool's lock. A work that queues itself runs again after its end,
 * never twice at a time.
 */
public final class Workqueue extends KernelCode {

    /** The workers, one for each work. */
    public final Agents<worker_pool> pools;

    Workqueue(Kernel kernel) {
        super(kernel.k);
        this.pools = new Agents<>(n -> new worker_pool(k, n == 0 ? "kworker" : "kworker." + n));
    }

    /**
     * schedule_work: has the work's function called once, soon.
     *
     * @return false if that is so already: it is queued, or being cancelled
     */
    public boolean schedule_work(work_struct work) {
        boolean ret = false;

        spin_lock(work.pool.lock);
        if (work.data.get() == 0) {
            work.data.set(1);
            work.pool.worklist.set(work);
            ret = true;
        }
        spin_unlock(work.pool.lock);
        return ret;
    }

    /** How often the worker must have come to an end for the work to have been done, as it is queued or runs now; 0 if neither. The lock is held. */
    private int barrier(work_struct work) {
        boolean queued = work.pool.worklist.get() != null;
        boolean running = work.pool.current_work.get() != null;
        if (!queued && !running) {
            return 0;
        }
        return work.pool.completed.load(Order.ONCE) + (queued ? 1 : 0) + (running ? 1 : 0);
    }

    private void wait_for_completion(worker_pool pool, int barrier) {
        int completed = pool.completed.load(Order.ACQUIRE);
        while (completed < barrier) {
            k.wait_event(pool.completed.isNot(completed));
            completed = pool.completed.load(Order.ACQUIRE);
        }
    }

    /**
     * flush_work: waits until the work has been done that is queued now, or runs. If it queues itself again, that is not waited for.
     *
     * @return whether there was something to wait for
     */
    public boolean flush_work(work_struct work) {
        k.might_sleep("flush_work");
        spin_lock(work.pool.lock);
        work.data.get();
        int barrier = barrier(work);
        spin_unlock(work.pool.lock);
        if (test(barrier == 0)) return false;

        wait_for_completion(work.pool, barrier);
        return true;
    }

    /** Takes the work off its list, or keeps it from being queued: 1 or 0; -1 while somebody else does. */
    private int try_to_grab_pending(work_struct work) {
        int ret = 0;

        if (work.pool.worklist.get() != null) {
            work.pool.worklist.set(null);
            ret = 1;
        } else if (work.data.get() != 0) {
            ret = -1;
        }
        work.data.set(1);
        return ret;
    }

    /**
     * cancel_work_sync: when it returns the work is not queued, and does not run; meanwhile nobody, not even itself, can queue it.
     *
     * @return whether it was queued
     */
    public boolean cancel_work_sync(work_struct work) {
        int ret;

        k.might_sleep("cancel_work_sync");
        spin_lock(work.pool.lock);
        ret = try_to_grab_pending(work);
        while (ret < 0) {
            spin_unlock(work.pool.lock);
            k.wait_event(work.data.is(0));
            spin_lock(work.pool.lock);
            ret = try_to_grab_pending(work);
        }
        int barrier = barrier(work);
        spin_unlock(work.pool.lock);

        wait_for_completion(work.pool, barrier);

        spin_lock(work.pool.lock);
        work.data.set(0);
        spin_unlock(work.pool.lock);
        return ret == 1;
    }

    /** worker_thread: waits for the work, and does it once. */
    public int worker_thread(worker_pool pool) {
        k.wait_event(pool.worklist.isNot(null));
        spin_lock(pool.lock);
        work_struct work = pool.worklist.get();
        if (test(work == null)) {
            // It was cancelled.
            spin_unlock(pool.lock);
            return 0;
        }
        process_one_work(pool, work);
        return 0;
    }

    /** The lock is held, and is given up. After the function nothing is known of the work: it may have freed itself. */
    private void process_one_work(worker_pool pool, work_struct work) {
        work_struct.work_func func = work.func.get();
        pool.current_work.set(work);
        pool.worklist.set(null);
        work.data.set(0);
        spin_unlock(pool.lock);

        call(func.text(), () -> func.function().call(work));

        spin_lock(pool.lock);
        pool.current_work.set(null);
        pool.completed.store(pool.completed.load(Order.ONCE) + 1, Order.RELEASE);
        spin_unlock(pool.lock);
    }
}
