package org.sockrace.kernel;

import static org.sockrace.kernel.Errno.EAGAIN;
import static org.sockrace.kernel.Errno.ENOENT;

import org.sockrace.machine.KernelCode;
import org.sockrace.machine.Order;
import org.sockrace.machine.Region;

/**
 * kernel/workqueue.c. MODEL: each work has a worker of its own: as those of system_wq run on any processor, and another one is woken when one
 * sleeps, no work waits for another. The pending bit and the list change together, under the pool's lock. A work that queues itself runs again after its end,
 * never twice at a time. MODEL: a queue that is not ordered does not limit how many of its works run at once, and
 * alloc_workqueue finds memory.
 */
public final class Workqueue extends KernelCode {

    /** The workers, one for each work. */
    public final Agents<worker_pool> pools;
    private static final int PENDING = 1;
    private static final int CANCELING = 2;
    private static final int DISABLED = 3;
    private final Kernel kernel;
    private final OrderedQueue ordered;

    Workqueue(Kernel kernel) {
        super(kernel.k);
        this.kernel = kernel;
        this.ordered = new OrderedQueue(kernel);
        this.pools = new Agents<>(n -> new worker_pool(k, n == 0 ? "kworker" : "kworker." + n));
    }

    /**
     * schedule_work: has the work's function called once, soon.
     *
     * @return false if that is so already: it is queued, or being cancelled
     */
    public boolean schedule_work(work_struct work) {
        return queue_work(null, work);
    }

    /** queue_work: the same by a queue of one's own; null for system_wq. */
    public boolean queue_work(workqueue_struct wq, work_struct work) {
        boolean ret = false;

        spin_lock(work.pool.lock);
        if (work.data.get() == 0) {
            work.data.set(PENDING);
            __queue_work(wq, work);
            ret = true;
        }
        spin_unlock(work.pool.lock);
        return ret;
    }

    /** The pool's lock is held. MODEL: whoever is a worker is taken for one of the queue that is being emptied: those may queue more. */
    private void __queue_work(workqueue_struct wq, work_struct work) {
        if (wq != null) {
            spin_lock(wq.lock);
            WARN_ON(wq.draining.holds(1) && !is_chained_work(), "work is queued on " + wq + ", which is being drained or destroyed");
            int color = wq.work_color.get();
            wq.nr_in_flight.get(color).inc();
            boolean inactive = wq.ordered && !ordered.pwq_activate_work(wq, work);
            spin_unlock(wq.lock);
            work.pool.wq.set(wq);
            work.pool.color.set(color);
            if (inactive) {
                work.pool.inactive.set(1);
                work.pool.busy.store(1, Order.RELEASE);
                return;
            }
        }
        work.pool.busy.store(1, Order.RELEASE);
        work.pool.worklist.set(work);
    }

    private boolean is_chained_work() {
        return pools.all().stream().anyMatch(pool -> pool.toString().equals(kernel.current().comm));
    }

    private static void pwq_dec_nr_in_flight(workqueue_struct wq, int color) {
        if (wq != null) {
            wq.nr_in_flight.get(color).dec();
        }
    }

    /**
     * Waits until the work comes to its end, or there is nothing left to wait for. Of its ends it is only known whether they were even: whoever looks too late
     * could have looked before, and once nothing is queued or runs nobody waits.
     */
    private void wait_for_completion(worker_pool pool, int completed) {
        k.wait_event(pool.completed.isNot(completed).or(pool.busy.is(0)));
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
        boolean queued = work.pool.worklist.get() != null || work.pool.inactive.get() == 1;
        boolean running = work.pool.current_work.get() != null;
        int completed = work.pool.completed.load(Order.ONCE);
        spin_unlock(work.pool.lock);
        if (test(!queued && !running)) return false;

        wait_for_completion(work.pool, completed);
        if (queued && running) wait_for_completion(work.pool, 1 - completed);
        return true;
    }

    /**
     * Takes the work off its list, or its timer: 1; or keeps it from being queued: 0. -ENOENT while somebody else cancels it, -EAGAIN while its timer runs out.
     * The lock is held.
     */
    private int try_to_grab_pending(work_struct work, delayed_work dwork) {
        int pending = work.data.get();
        if (pending == 0 || pending == DISABLED) {
            return 0;
        }
        if (dwork != null && kernel.timer.del_timer(dwork.timer) != 0) {
            return 1;
        }
        if (work.pool.worklist.get() != null || work.pool.inactive.get() == 1) {
            workqueue_struct wq = work.pool.wq.get();
            if (work.pool.inactive.get() == 1) {
                ordered.remove_inactive(wq, work);
            } else {
                work.pool.worklist.set(null);
                ordered.pwq_activate_first_inactive(wq);
            }
            if (work.pool.current_work.get() == null) {
                work.pool.busy.store(0, Order.RELEASE);
            }
            pwq_dec_nr_in_flight(wq, wq == null ? 0 : work.pool.color.get());
            work.pool.wq.set(null);
            return 1;
        }
        return pending == CANCELING ? -ENOENT : -EAGAIN;
    }

    /** Does so with the lock, which is held then; waits for a timer that runs out, without sleeping. */
    private int grab_pending(work_struct work, delayed_work dwork) {
        spin_lock(work.pool.lock);
        int ret = try_to_grab_pending(work, dwork);
        int loop = k.loop();
        while (ret == -EAGAIN) {
            spin_unlock(work.pool.lock);
            k.again(loop);
            spin_lock(dwork.timer.base.expiry_lock);
            spin_unlock(dwork.timer.base.expiry_lock);
            spin_lock(work.pool.lock);
            ret = try_to_grab_pending(work, dwork);
        }
        return ret;
    }

    /**
     * cancel_work_sync: when it returns the work is not queued, and does not run; meanwhile nobody, not even itself, can queue it.
     *
     * @return whether it was queued
     */
    public boolean cancel_work_sync(work_struct work) {
        k.might_sleep("cancel_work_sync");
        return __cancel_work_timer(work, null, 0);
    }

    /** disable_work_sync, of 6.10: the same, and it cannot be queued any more. MODEL: it is never enabled again. */
    public boolean disable_work_sync(work_struct work) {
        k.might_sleep("disable_work_sync");
        return __cancel_work_timer(work, null, DISABLED);
    }

    private boolean __cancel_work_timer(work_struct work, delayed_work dwork, int afterwards) {
        int ret = grab_pending(work, dwork);
        while (ret == -ENOENT) {
            spin_unlock(work.pool.lock);
            k.wait_event(work.data.is(0));
            ret = grab_pending(work, dwork);
        }
        int after = work.data.get() == DISABLED ? DISABLED : afterwards;
        work.data.set(CANCELING);
        spin_unlock(work.pool.lock);

        // __flush_work: it is not queued, and cannot be, so that at most one barrier is to be waited for.
        k.wait_event(work.pool.current_work.is(null));

        spin_lock(work.pool.lock);
        work.data.set(after);
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
        workqueue_struct wq = pool.wq.get();
        int color = 0;
        if (wq != null) {
            color = pool.color.get();
            pool.wq.set(null);
        }
        work.data.set(0);
        spin_unlock(pool.lock);

        call(func.text(), () -> func.function().call(work));

        spin_lock(pool.lock);
        pool.current_work.store(null, Order.RELEASE);
        pool.completed.store(1 - pool.completed.load(Order.ONCE), Order.RELEASE);
        if (pool.worklist.get() == null && pool.inactive.get() == 0) {
            pool.busy.store(0, Order.RELEASE);
        }
        spin_unlock(pool.lock);
        ordered.pwq_activate_first_inactive(wq);
        pwq_dec_nr_in_flight(wq, color);
    }

    // ---- delayed works -------------------------------------------------------------------------------------------------

    /** The timer's function: queues the work. */
    void delayed_work_timer_fn(delayed_work dwork) {
        spin_lock(dwork.work.pool.lock);
        __queue_work(dwork.wq.get(), dwork.work);
        spin_unlock(dwork.work.pool.lock);
    }

    private void __queue_delayed_work(workqueue_struct wq, delayed_work dwork, int delay) {
        if (delay == 0) {
            __queue_work(wq, dwork.work);
            return;
        }
        dwork.wq.set(wq);
        kernel.timer.mod_timer(dwork.timer);
    }

    /**
     * queue_delayed_work: has the work queued some time later.
     *
     * @param wq where, null for system_wq
     * @param delay 0: at once; any other number: at any moment from now on
     * @return false if that is so already
     */
    public boolean queue_delayed_work(workqueue_struct wq, delayed_work dwork, int delay) {
        boolean ret = false;

        spin_lock(dwork.work.pool.lock);
        if (dwork.work.data.get() == 0) {
            dwork.work.data.set(PENDING);
            __queue_delayed_work(wq, dwork, delay);
            ret = true;
        }
        spin_unlock(dwork.work.pool.lock);
        return ret;
    }

    /** mod_delayed_work: the same, with the new delay if it is so already. True if it was; and if somebody is cancelling it, then nothing is done. */
    public boolean mod_delayed_work(workqueue_struct wq, delayed_work dwork, int delay) {
        int ret = grab_pending(dwork.work, dwork);
        if (ret >= 0 && !dwork.work.data.holds(DISABLED)) {
            dwork.work.data.set(PENDING);
            __queue_delayed_work(wq, dwork, delay);
        }
        spin_unlock(dwork.work.pool.lock);
        return ret != 0;
    }

    /** cancel_delayed_work: it is not queued any more; it may still run. True if it was queued, or was to be. */
    public boolean cancel_delayed_work(delayed_work dwork) {
        int ret = grab_pending(dwork.work, dwork);
        if (ret == 1) {
            dwork.work.data.set(0);
        }
        spin_unlock(dwork.work.pool.lock);
        return ret == 1;
    }

    /** cancel_delayed_work_sync: and neither runs nor can be queued, when it returns. */
    public boolean cancel_delayed_work_sync(delayed_work dwork) {
        k.might_sleep("cancel_delayed_work_sync");
        return __cancel_work_timer(dwork.work, dwork, 0);
    }

    /** disable_delayed_work_sync, of 6.10: and cannot be queued afterwards. MODEL: it is never enabled again. */
    public boolean disable_delayed_work_sync(delayed_work dwork) {
        k.might_sleep("disable_delayed_work_sync");
        return __cancel_work_timer(dwork.work, dwork, DISABLED);
    }

    /** flush_delayed_work: does not wait for the timer, but has the work done at once, and waits for that. */
    public boolean flush_delayed_work(delayed_work dwork) {
        if (kernel.timer.del_timer_sync(dwork.timer) != 0) {
            delayed_work_timer_fn(dwork);
        }
        return flush_work(dwork.work);
    }

    // ---- queues of one's own -------------------------------------------------------------------------------------------

    /** alloc_workqueue. */
    public workqueue_struct alloc_workqueue(String name) {
        k.might_sleep("alloc_workqueue");
        return k.alloc(name, Region.Kind.OBJECT, mem -> new workqueue_struct(k, mem, false));
    }

    /** alloc_ordered_workqueue: does one work at a time, in the order in which they were queued. */
    public workqueue_struct alloc_ordered_workqueue(String name) {
        k.might_sleep("alloc_ordered_workqueue");
        return k.alloc("ordered " + name, Region.Kind.OBJECT, mem -> new workqueue_struct(k, mem, true));
    }

    /** flush_workqueue: waits for all that is queued in it or runs. What is queued meanwhile is not waited for, nor works whose time has not run out. */
    public void flush_workqueue(workqueue_struct wq) {
        k.might_sleep("flush_workqueue");
        mutex_lock(wq.mutex);
        spin_lock(wq.lock);
        int flush_color = wq.work_color.get();
        wq.work_color.set(1 - flush_color);
        spin_unlock(wq.lock);
        k.wait_event(wq.nr_in_flight.get(flush_color).is(0));
        mutex_unlock(wq.mutex);
    }

    /** drain_workqueue: the same until nothing is in it. Meanwhile nobody may queue anything, but for its own works. */
    public void drain_workqueue(workqueue_struct wq) {
        set_draining(wq, 1);
        do {
            flush_workqueue(wq);
        } while (wq.nr_in_flight.get(0).read() != 0 || wq.nr_in_flight.get(1).read() != 0);
        set_draining(wq, 0);
    }

    private void set_draining(workqueue_struct wq, int draining) {
        spin_lock(wq.lock);
        wq.draining.set(draining);
        spin_unlock(wq.lock);
    }

    /** destroy_workqueue: drains it, and frees it. Works whose time has not run out are the owner's to cancel, first. */
    public void destroy_workqueue(workqueue_struct wq) {
        drain_workqueue(wq);
        k.free(wq.mem);
    }
}
