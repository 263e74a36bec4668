package org.sockrace.kernel;

import org.sockrace.machine.KernelCode;
import org.sockrace.machine.Order;

/**
 * kernel/time/timer.c. MODEL: time is not measured: what is armed may run out at any moment from then on, and does at last. Each timer runs out on a processor
 * of its own, in a thread that any code can preempt, with preemption disabled. Who waits for a running function waits for a lock that is held around it, as
 * in a real-time kernel; a soft interrupt that comes in the middle of somebody's spinlock, on his processor, is left out.
 */
public final class Timer extends KernelCode {

    /** Where timers are pending, one for each timer. */
    public final Agents<timer_base> bases;

    Timer(Kernel kernel) {
        super(kernel.k);
        this.bases = new Agents<>(n -> new timer_base(k, n == 0 ? "timer" : "timer." + n));
    }

    /**
     * mod_timer: arms the timer, be it armed or not.
     *
     * @return 1 if it was armed, 0 if not
     */
    public int mod_timer(timer_list timer) {
        timer.function.get();
        return timer.base.pending.xchg(timer) != null ? 1 : 0;
    }

    /** timer_pending: whether it is armed. One that runs is not, unless it was armed again. */
    public boolean timer_pending(timer_list timer) {
        timer.function.get();
        return timer.base.pending.load(Order.ONCE) != null;
    }

    /**
     * del_timer: the timer does not run out any more. Its function may still run.
     *
     * @return 1 if it was armed, 0 if not
     */
    public int del_timer(timer_list timer) {
        timer.function.get();
        return timer.base.pending.xchg(null) != null ? 1 : 0;
    }

    /**
     * del_timer_sync: the same, and its function does not run any more. The function itself must not call it, and nobody may who holds a lock that it takes.
     *
     * @return 1 if it was armed, 0 if not
     */
    public int del_timer_sync(timer_list timer) {
        timer.function.get();
        spin_lock(timer.base.expiry_lock);
        int ret = timer.base.pending.xchg(null) != null ? 1 : 0;
        spin_unlock(timer.base.expiry_lock);
        return ret;
    }

    /** run_timer_softirq: waits until the timer is armed, and lets it run out. */
    public int run_timer_softirq(timer_base base) {
        k.wait_event(base.pending.isNot(null));
        spin_lock(base.expiry_lock);
        timer_list timer = base.pending.xchg(null);
        if (test(timer != null)) {
            expire_timer(timer);
        }
        spin_unlock(base.expiry_lock);
        return 0;
    }

    /** call_timer_fn. After the function nothing is known of the timer: it may have freed itself. */
    private void expire_timer(timer_list timer) {
        timer_list.timer_func fn = timer.function.get();
        k.softirq_enter();
        call(fn.text(), () -> fn.function().call(timer));
        k.softirq_exit();
    }
}
