package org.sockrace.kernel;

import org.sockrace.machine.KernelCode;
import org.sockrace.machine.SpinLock;

/**
 * kernel/softirq.c, and the locks that keep soft interrupts away. MODEL: soft interrupts run in threads of their own, as on other processors.
 */
public final class Softirq extends KernelCode {

    Softirq(Kernel kernel) {
        super(kernel.k);
    }

    /** in_softirq: whether a soft interrupt runs this code, or a task that keeps them away. */
    boolean in_softirq() {
        return k.in_softirq() || in_callback();
    }

    /** Whether a callback of RCU runs this code. */
    boolean in_callback() {
        return ((task_struct) k.current()).comm.equals(Rcu.KSOFTIRQD);
    }

    /** local_bh_disable: no soft interrupt comes on this processor; no sleeping until local_bh_enable. */
    public void local_bh_disable() {
        k.local_bh_disable();
    }

    /** local_bh_enable. */
    public void local_bh_enable() {
        k.local_bh_enable();
    }

    /** spin_lock_bh. */
    public void spin_lock_bh(SpinLock lock) {
        local_bh_disable();
        lock.lock_against_softirqs();
    }

    /** spin_unlock_bh. */
    public void spin_unlock_bh(SpinLock lock) {
        spin_unlock(lock);
        local_bh_enable();
    }
}
