package org.sockrace.own;

import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.notifier_call;
import org.sockrace.kernel.notifier_head;
import org.sockrace.kernel.refcount_t;
import org.sockrace.kernel.rw_semaphore;
import org.sockrace.kernel.rwlock_t;
import org.sockrace.machine.KernelCode;
import org.sockrace.machine.SpinLock;

/** What the code of users has of locks, counts of references, and chains of who wants to be told. */
abstract class LockCode extends KernelCode {

    /** The kernel that runs it. */
    protected final Kernel kernel;

    LockCode(Kernel kernel) {
        super(kernel.k);
        this.kernel = kernel;
    }

    // ---- locks and counts ----------------------------------------------------------------------------------------------

    /** {@code down_read}: waits, sleeping, until no writer has it or waits for it. */
    protected final void down_read(rw_semaphore sem) {
        kernel.rwsem.down_read(sem);
    }

    /** {@code up_read}. */
    protected final void up_read(rw_semaphore sem) {
        kernel.rwsem.up_read(sem);
    }

    /** {@code down_write}: waits, sleeping, until nobody has it. */
    protected final void down_write(rw_semaphore sem) {
        kernel.rwsem.down_write(sem);
    }

    /** {@code up_write}. */
    protected final void up_write(rw_semaphore sem) {
        kernel.rwsem.up_write(sem);
    }

    /** Acquires a spinlock. If soft interrupts take it, too, they must be kept away: {@code spin_lock_bh}. */
    @Override
    protected final void spin_lock(SpinLock lock) {
        lock.lock_against_softirqs();
    }

    /** {@code spin_lock_bh}: spin_lock, and no soft interrupt comes on this processor before spin_unlock_bh. */
    protected final void spin_lock_bh(SpinLock lock) {
        kernel.softirq.spin_lock_bh(lock);
    }

    /** {@code spin_unlock_bh}. */
    protected final void spin_unlock_bh(SpinLock lock) {
        kernel.softirq.spin_unlock_bh(lock);
    }

    /** {@code local_bh_disable}: no soft interrupt comes on this processor; no sleeping until local_bh_enable. */
    protected final void local_bh_disable() {
        kernel.softirq.local_bh_disable();
    }

    /** {@code local_bh_enable}. */
    protected final void local_bh_enable() {
        kernel.softirq.local_bh_enable();
    }

    /** {@code read_lock}: waits, without sleeping, until no writer has it or waits for it. */
    protected final void read_lock(rwlock_t lock) {
        kernel.rwlock.read_lock(lock);
    }

    /** {@code read_unlock}. */
    protected final void read_unlock(rwlock_t lock) {
        kernel.rwlock.read_unlock(lock);
    }

    /** {@code write_lock}: waits, without sleeping, until nobody has it. */
    protected final void write_lock(rwlock_t lock) {
        kernel.rwlock.write_lock(lock);
    }

    /** {@code write_unlock}. */
    protected final void write_unlock(rwlock_t lock) {
        kernel.rwlock.write_unlock(lock);
    }

    /** {@code read_lock_bh}: read_lock, and no soft interrupt comes on this processor before read_unlock_bh. */
    protected final void read_lock_bh(rwlock_t lock) {
        kernel.rwlock.read_lock_bh(lock);
    }

    /** {@code read_unlock_bh}. */
    protected final void read_unlock_bh(rwlock_t lock) {
        kernel.rwlock.read_unlock_bh(lock);
    }

    /** {@code write_lock_bh}: write_lock, and no soft interrupt comes on this processor before write_unlock_bh. */
    protected final void write_lock_bh(rwlock_t lock) {
        kernel.rwlock.write_lock_bh(lock);
    }

    /** {@code write_unlock_bh}. */
    protected final void write_unlock_bh(rwlock_t lock) {
        kernel.rwlock.write_unlock_bh(lock);
    }

    /** {@code refcount_inc}: for who has a reference already. */
    protected final void refcount_inc(refcount_t r) {
        kernel.refcount.refcount_inc(r);
    }

    /** {@code refcount_inc_not_zero}: for who has found the object, and has none. */
    protected final boolean refcount_inc_not_zero(refcount_t r) {
        return kernel.refcount.refcount_inc_not_zero(r);
    }

    /** {@code refcount_dec_and_test}: whether that was the last reference. */
    protected final boolean refcount_dec_and_test(refcount_t r) {
        return kernel.refcount.refcount_dec_and_test(r);
    }

    /** {@code refcount_dec}: for who knows that it is not the last. */
    protected final void refcount_dec(refcount_t r) {
        kernel.refcount.refcount_dec(r);
    }

    /** {@code kref_get}: for who has a reference already. */
    protected final void kref_get(refcount_t kref) {
        kernel.refcount.refcount_inc(kref);
    }

    /** {@code kref_get_unless_zero}: for who has found the object, and has none. */
    protected final boolean kref_get_unless_zero(refcount_t kref) {
        return kernel.refcount.refcount_inc_not_zero(kref);
    }

    /** {@code kref_put}: calls the function if that was the last reference. */
    protected final boolean kref_put(refcount_t kref, Runnable release) {
        return kernel.refcount.kref_put(kref, release);
    }

    // ---- notifier chains -----------------------------------------------------------------------------------------------

    /** {@code atomic_notifier_chain_register}. */
    protected final int atomic_notifier_chain_register(notifier_head nh, notifier_call n) {
        return kernel.notifier.atomic_notifier_chain_register(nh, n);
    }

    /** {@code atomic_notifier_chain_unregister}: waits until nobody is on his way to it. */
    protected final int atomic_notifier_chain_unregister(notifier_head nh, notifier_call n) {
        return kernel.notifier.atomic_notifier_chain_unregister(nh, n);
    }

    /** {@code atomic_notifier_call_chain}: tells all, in a read-side critical section. */
    protected final int atomic_notifier_call_chain(notifier_head nh, int action) {
        return kernel.notifier.atomic_notifier_call_chain(nh, action);
    }

    /** {@code blocking_notifier_chain_register}. */
    protected final int blocking_notifier_chain_register(notifier_head nh, notifier_call n) {
        return kernel.notifier.blocking_notifier_chain_register(nh, n);
    }

    /** {@code blocking_notifier_chain_unregister}: waits until nobody walks the chain. */
    protected final int blocking_notifier_chain_unregister(notifier_head nh, notifier_call n) {
        return kernel.notifier.blocking_notifier_chain_unregister(nh, n);
    }

    /** {@code blocking_notifier_call_chain}: tells all, sleeping, if need be. */
    protected final int blocking_notifier_call_chain(notifier_head nh, int action) {
        return kernel.notifier.blocking_notifier_call_chain(nh, action);
    }

    /** {@code raw_notifier_chain_register}. */
    protected final int raw_notifier_chain_register(notifier_head nh, notifier_call n) {
        return kernel.notifier.raw_notifier_chain_register(nh, n);
    }

    /** {@code raw_notifier_chain_unregister}: nobody is waited for. */
    protected final int raw_notifier_chain_unregister(notifier_head nh, notifier_call n) {
        return kernel.notifier.raw_notifier_chain_unregister(nh, n);
    }

    /** {@code raw_notifier_call_chain}: tells all, under no lock but the caller's. */
    protected final int raw_notifier_call_chain(notifier_head nh, int action) {
        return kernel.notifier.raw_notifier_call_chain(nh, action);
    }
}
