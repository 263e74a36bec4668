package org.sockrace.own;

import org.sockrace.kernel.Counted;
import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.module;
import org.sockrace.kernel.rcu_head;
import org.sockrace.kernel.timer_list;
import org.sockrace.kernel.work_struct;

/** What modules and parts of the kernel have in common that users write. */
abstract class OwnCode extends AgentCode {

    OwnCode(Kernel kernel) {
        super(kernel);
    }

    /**
     * {@code try_module_get} for as long as the running call needs the module: whoever takes it gives it back, by {@link #module_put}. A reference that
     * something keeps is noted by whoever keeps it: {@code kernel.module.try_module_get}, then {@code k.own}.
     *
     * @param owner the module, or null, which always works
     * @return whether there is a reference now: no if the module is going
     */
    protected final boolean try_module_get(module owner) {
        boolean got = kernel.module.try_module_get(owner);
        if (got && owner != null) {
            k.own(Counted.CP, owner.refcnt);
        }
        return got;
    }

    /** {@code module_put} of such a reference. */
    protected final void module_put(module owner) {
        kernel.module.module_put(owner);
        if (owner != null) {
            k.disown(Counted.CP, owner.refcnt);
        }
    }

    /** {@code call_rcu}: has the callback called with the head after a grace period, in a soft interrupt, and waits for nothing. */
    protected final void call_rcu(rcu_head head, rcu_head.callback func) {
        kernel.rcu.call_rcu(head, func);
    }

    /** {@code rcu_barrier}: sleeps until every callback has returned that waits now. A grace period alone does not wait for them. */
    protected final void rcu_barrier() {
        kernel.rcu.rcu_barrier();
    }

    /** {@code schedule_work}: has the work's function called once, soon; false if it is queued already. */
    protected final boolean schedule_work(work_struct work) {
        return kernel.workqueue.schedule_work(work);
    }

    /** {@code flush_work}: sleeps until the work has been done that is queued now, or runs; false if there was none. */
    protected final boolean flush_work(work_struct work) {
        return kernel.workqueue.flush_work(work);
    }

    /** {@code cancel_work_sync}: takes the work from its queue, and sleeps until it does not run; true if it was queued. */
    protected final boolean cancel_work_sync(work_struct work) {
        return kernel.workqueue.cancel_work_sync(work);
    }

    /** {@code mod_timer}: the timer may run out at any moment from now on; 1 if it was armed before, 0 if not. */
    protected final int mod_timer(timer_list timer) {
        return kernel.timer.mod_timer(timer);
    }

    /** {@code timer_pending}: whether it is armed; while its function runs it is not, unless it was armed again. */
    protected final boolean timer_pending(timer_list timer) {
        return kernel.timer.timer_pending(timer);
    }

    /** {@code del_timer}: the timer runs out no more, but its function may still run; 1 if it was armed, 0 if not. */
    protected final int del_timer(timer_list timer) {
        return kernel.timer.del_timer(timer);
    }

    /** {@code del_timer_sync}: the same, and waits, without sleeping, until its function does not run. */
    protected final int del_timer_sync(timer_list timer) {
        return kernel.timer.del_timer_sync(timer);
    }
}
