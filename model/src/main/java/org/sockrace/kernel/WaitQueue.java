package org.sockrace.kernel;

import static org.sockrace.kernel.Errno.ERESTARTSYS;

import java.util.function.BooleanSupplier;
import org.sockrace.machine.KernelCode;

/**
 * include/linux/wait.h and kernel/sched/wait.c: a task that waits looks at its condition, and sleeps until somebody wakes the queue; then it looks again. That
 * the condition becomes true wakes nobody: who makes it true must call wake_up_all, and where that is forgotten the task sleeps for ever.
 */
final class WaitQueue extends KernelCode {

    /** Whether nobody needs to be woken, and queues are empty. */
    private boolean atAnyTime;

    WaitQueue(Kernel kernel) {
        super(kernel.k);
    }

    /** From here on sleepers may wake at any time, so that nobody needs to wake them: for looking at one task alone, whatever others do. */
    void wakesAtAnyTime() {
        atAnyTime = true;
    }

    private int schedule(wait_queue_head wq, int seen) {
        if (atAnyTime) {
            k.might_sleep("schedule");
            return seen;
        }
        k.wait_event(wq.wakeups.isNot(seen));
        return wq.wakeups.value();
    }

    /** prepare_to_wait: wake-ups count from here on, before the condition is seen. MODEL: a full barrier does what the lock of the queue, left out, orders. */
    private int prepare_to_wait(wait_queue_head wq) {
        if (atAnyTime) {
            return 0;
        }
        wq.waiters.inc();
        k.own(Counted.WAITER, wq.waiters);
        smp_mb();
        return wq.wakeups.value();
    }

    /** finish_wait: takes the entry, which is on the stack of who waits, out of the queue. */
    private void finish_wait(wait_queue_head wq) {
        if (!atAnyTime) {
            wq.waiters.dec();
            k.disown(Counted.WAITER, wq.waiters);
        }
    }

    /** wait_event: sleeps until the condition is true, which is looked at first and after each wake-up. */
    void wait_event(wait_queue_head wq, BooleanSupplier condition) {
        int seen = prepare_to_wait(wq);

        while (!condition.getAsBoolean()) {
            seen = schedule(wq, seen);
        }
        finish_wait(wq);
    }

    /** wait_event_interruptible: the same, but a signal ends it: then -ERESTARTSYS. */
    int wait_event_interruptible(wait_queue_head wq, BooleanSupplier condition) {
        int ret = 0;
        int seen = prepare_to_wait(wq);

        while (!condition.getAsBoolean()) {
            if (k.fails("signal")) {
                ret = -ERESTARTSYS;
                break;
            }
            seen = schedule(wq, seen);
        }
        finish_wait(wq);
        return ret;
    }

    /** wait_event_killable_timeout: the same, but 0 if time runs out, and else 1. MODEL: time is not measured; the timer, on the stack in C, is the task's. */
    int wait_event_killable_timeout(wait_queue_head wq, BooleanSupplier condition, process_timer timer) {
        int ret = 1;
        int seen = prepare_to_wait(wq);

        timer.mod_timer();
        while (!condition.getAsBoolean()) {
            if (k.fails("signal")) {
                ret = -ERESTARTSYS;
                break;
            }
            if (timer.expired()) {
                ret = 0;
                break;
            }
            k.wait_event(wq.wakeups.isNot(seen).or(timer.expires()));
            seen = wq.wakeups.value();
        }
        timer.del_timer();
        finish_wait(wq);
        return ret;
    }

    /**
     * wake_up_all: those in the queue look at their condition again. MODEL: a full barrier does what the lock of the queue, left out, orders. MODEL: wake-ups
     * of an empty queue, which nobody can hear, are not counted.
     */
    void wake_up_all(wait_queue_head wq) {
        if (atAnyTime) {
            return;
        }
        smp_mb();
        if (wq.waiters.read() != 0) {
            wq.wakeups.inc();
        }
    }
}
