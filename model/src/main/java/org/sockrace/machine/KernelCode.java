package org.sockrace.machine;

import java.util.function.IntSupplier;

/**
 * The kernel's own vocabulary for code that is written beside the C: each method is the macro or function of that name, on the machine {@link #k}.
 */
public abstract class KernelCode {

    /** The machine that runs this code. */
    protected final Machine k;

    /** Code that runs on the given machine. */
    protected KernelCode(Machine k) {
        this.k = k;
    }

    /** Marked load that orders nothing. */
    protected final <T> T READ_ONCE(Ptr<T> p) {
        return p.load(Order.ONCE);
    }

    /** Marked load that orders nothing. */
    protected final int READ_ONCE(Word w) {
        return w.load(Order.ONCE);
    }

    /** Marked store that orders nothing. */
    protected final <T> void WRITE_ONCE(Ptr<T> p, T value) {
        p.store(value, Order.ONCE);
    }

    /** Marked store that orders nothing. */
    protected final void WRITE_ONCE(Word w, int value) {
        w.store(value, Order.ONCE);
    }

    /** Load of an RCU-protected pointer inside a read-side critical section. */
    protected final <T> T rcu_dereference(Ptr<T> p) {
        return p.load(Order.DEPENDENCY);
    }

    /** Load of an RCU-protected pointer that is only compared with NULL. */
    protected final <T> T rcu_access_pointer(Ptr<T> p) {
        return p.load(Order.ACCESS);
    }

    /** Load of an RCU-protected pointer by an updater that holds the lock. */
    protected final <T> T rcu_dereference_protected(Ptr<T> p) {
        return p.load(Order.PLAIN);
    }

    /** Publishes a pointer: release store. */
    protected final <T> void rcu_assign_pointer(Ptr<T> p, T value) {
        p.store(value, Order.RELEASE);
    }

    /** Stores a pointer that needs no ordering, such as NULL. */
    protected final <T> void RCU_INIT_POINTER(Ptr<T> p, T value) {
        p.store(value, Order.ONCE);
    }

    /** Orders all accesses before it before all after it. */
    protected final void smp_mb() {
        k.fence(Fence.MB);
    }

    /** Orders loads before it before loads after it. */
    protected final void smp_rmb() {
        k.fence(Fence.RMB);
    }

    /** Orders stores before it before stores after it. */
    protected final void smp_wmb() {
        k.fence(Fence.WMB);
    }

    /** Makes a full barrier of what comes before the next atomic operation. */
    protected final void smp_mb__before_atomic() {
        k.fence(Fence.BEFORE_ATOMIC);
    }

    /** Makes a full barrier of the atomic operation just done and what comes after it. */
    protected final void smp_mb__after_atomic() {
        k.fence(Fence.AFTER_ATOMIC);
    }

    /** Enters a read-side critical section. */
    protected final void rcu_read_lock() {
        k.rcu_read_lock();
    }

    /** Leaves a read-side critical section. */
    protected final void rcu_read_unlock() {
        k.rcu_read_unlock();
    }

    /** Waits for a grace period. */
    protected final void synchronize_rcu() {
        k.synchronize_rcu();
    }

    /** Waits for all sections with preemption disabled. */
    protected final void synchronize_sched() {
        k.synchronize_sched();
    }

    /** Acquires a spinlock. */
    protected void spin_lock(SpinLock lock) {
        lock.lock();
    }

    /** Acquires a spinlock if it is free; else it does nothing, and orders nothing. */
    protected final boolean spin_trylock(SpinLock lock) {
        return lock.trylock();
    }

    /** Releases a spinlock. */
    protected final void spin_unlock(SpinLock lock) {
        lock.unlock();
    }

    /** Acquires a mutex. */
    protected final void mutex_lock(Mutex lock) {
        lock.lock();
    }

    /** Acquires a mutex if it is free, without sleeping; else it does nothing, and orders nothing. */
    protected final boolean mutex_trylock(Mutex lock) {
        return lock.trylock();
    }

    /** Releases a mutex. */
    protected final void mutex_unlock(Mutex lock) {
        lock.unlock();
    }

    /** The condition of an {@code if (...) goto label}, noted for coverage. */
    protected final boolean test(boolean condition) {
        return k.test(condition);
    }

    /** Crashes the modelled kernel if the condition is true. */
    protected final void BUG_ON(boolean condition, String message) {
        if (condition) {
            k.bug(Property.KERNEL_ASSERTION, "BUG_ON: " + message);
        }
    }

    /** Reports the condition as a violation, as a kernel that panics on warnings does. */
    protected final void WARN_ON(boolean condition, String message) {
        if (condition) {
            k.bug(Property.KERNEL_ASSERTION, "WARN_ON: " + message);
        }
    }

    /**
     * Reports that what is to be unregistered is not registered. The C complains in its log at most, or returns an error that no caller looks at: whoever comes
     * here has lost count of what he registered.
     */
    protected final void notRegistered(String what) {
        k.bug(Property.UNREGISTER_CONTRACT, what + " is not registered, and was to be unregistered");
    }

    /** Calls a function of a module through its text: the processor enters it, and executes it once more on the way back. */
    protected final int call(Region text, IntSupplier function) {
        k.enter(text);
        int ret = function.getAsInt();
        k.leave(text);
        return ret;
    }

    /** Calls a function without a result. */
    protected final void call(Region text, Runnable function) {
        k.enter(text);
        function.run();
        k.leave(text);
    }
}
