package org.sockrace.kernel;

import static org.sockrace.kernel.Errno.ERESTARTSYS;

import org.sockrace.machine.Condition;
import org.sockrace.machine.KernelCode;

/**
 * kernel/sched/completion.c. MODEL: {@code complete} wakes all who wait, and who comes first takes what there is; complete_all sets the count to UINT_MAX, as
 * it does since 4.15. A signal comes, if it is chosen to, to who has found nothing done.
 */
public final class Completions extends KernelCode {

    private static final int UINT_MAX = -1;

    private final Clock clock;

    Completions(Kernel kernel) {
        super(kernel.k);
        this.clock = kernel.clock;
    }

    /** complete: one may go on. Its last access to the completion is to give the lock back. */
    public void complete(completion x) {
        spin_lock(x.lock);
        int done = x.done.get();
        if (done != UINT_MAX) {
            x.done.set(done + 1);
        }
        spin_unlock(x.lock);
    }

    /** complete_all: everybody may go on, now and later. */
    public void complete_all(completion x) {
        spin_lock(x.lock);
        x.done.set(UINT_MAX);
        spin_unlock(x.lock);
    }

    /** reinit_completion: nothing is done; nobody may be waiting. */
    public void reinit_completion(completion x) {
        x.done.set(0);
    }

    /** completion_done: whether who came now would not have to wait. */
    public boolean completion_done(completion x) {
        boolean ret = !x.done.holds(0);
        if (ret) {
            // complete() may still have the lock: who frees the completion must not be faster.
            spin_lock(x.lock);
            spin_unlock(x.lock);
        }
        return ret;
    }

    /** Takes one of what is done; the lock is held. */
    private static boolean take(completion x) {
        int done = x.done.get();
        if (done > 0) {
            x.done.set(done - 1);
        }
        return done != 0;
    }

    /** wait_for_completion: sleeps until it is done. */
    public void wait_for_completion(completion x) {
        k.might_sleep("wait_for_completion");
        spin_lock(x.lock);
        while (!take(x)) {
            spin_unlock(x.lock);
            k.wait_event(x.done.isNot(0));
            spin_lock(x.lock);
        }
        spin_unlock(x.lock);
    }

    /**
     * wait_for_completion_timeout: the same, but time may run out.
     *
     * @return 0 if it has, 1 if it is done
     */
    public int wait_for_completion_timeout(completion x) {
        int ret = 1;

        k.might_sleep("wait_for_completion_timeout");
        Condition expired = clock.start();
        spin_lock(x.lock);
        while (!take(x)) {
            if (clock.expired()) {
                ret = 0;
                break;
            }
            spin_unlock(x.lock);
            k.wait_event(x.done.isNot(0).or(expired));
            spin_lock(x.lock);
        }
        spin_unlock(x.lock);
        clock.stop();
        return ret;
    }

    /**
     * wait_for_completion_interruptible: the same, but a signal may come.
     *
     * @return 0 if it is done, or -ERESTARTSYS
     */
    public int wait_for_completion_interruptible(completion x) {
        k.might_sleep("wait_for_completion_interruptible");
        spin_lock(x.lock);
        boolean done = take(x);
        spin_unlock(x.lock);
        if (done) {
            return 0;
        }
        if (k.choose("signal", "none", "comes") == 0) {
            wait_for_completion(x);
            return 0;
        }
        spin_lock(x.lock);
        done = take(x);
        spin_unlock(x.lock);
        return done ? 0 : -ERESTARTSYS;
    }
}
