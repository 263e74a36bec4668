package org.sockrace.kernel;

import org.sockrace.machine.KernelCode;
import org.sockrace.machine.Property;
import org.sockrace.machine.SpinLock;

/**
 * kernel/locking/qrwlock.c, of 3.16 and later. A writer who waits keeps new readers out, but for soft interrupts: a task that is a reader and comes again waits
 * for himself, once a writer has come between. Holders must not sleep. Soft interrupts that write must be kept away by all others, and those that read by
 * writers: that they are not is noticed by the two locks, of which readers in soft interrupts take one. MODEL: the count is in two cells.
 */
public final class Rwlock extends KernelCode {

    private final Kernel kernel;

    Rwlock(Kernel kernel) {
        super(kernel.k);
        this.kernel = kernel;
    }

    /** read_lock: waits, without sleeping, until no writer has it or waits for it; in a soft interrupt, until none has it. */
    public void read_lock(rwlock_t lock) {
        k.preempt_disable();
        queued_read_lock(lock);
    }

    /** One half of the lock: that it is taken is held against those who do not keep soft interrupts away. MODEL: callbacks of RCU are no others' interrupts. */
    private void take(SpinLock half) {
        if (kernel.softirq.in_callback()) {
            spin_lock(half);
        } else {
            half.lock_against_softirqs();
        }
    }

    private void queued_read_lock(rwlock_t lock) {
        if (kernel.softirq.in_softirq()) {
            take(lock.cnts);
            while (lock.writing.get() != 0) {
                spin_unlock(lock.cnts);
                k.smp_cond_load_acquire(lock.writing.is(0));
                take(lock.cnts);
            }
            lock.readers.inc();
            spin_unlock(lock.cnts);
            return;
        }
        take(lock.wait_lock);
        lock.readers.inc();
        spin_unlock(lock.wait_lock);
    }

    /** read_lock_bh. */
    public void read_lock_bh(rwlock_t lock) {
        kernel.softirq.local_bh_disable();
        read_lock(lock);
    }

    /** read_unlock_bh. */
    public void read_unlock_bh(rwlock_t lock) {
        read_unlock(lock);
        kernel.softirq.local_bh_enable();
    }

    /** write_lock_bh. */
    public void write_lock_bh(rwlock_t lock) {
        kernel.softirq.local_bh_disable();
        write_lock(lock);
    }

    /** write_unlock_bh. */
    public void write_unlock_bh(rwlock_t lock) {
        write_unlock(lock);
        kernel.softirq.local_bh_enable();
    }

    /** read_unlock. */
    public void read_unlock(rwlock_t lock) {
        if (lock.readers.read() == 0) {
            k.bug(Property.KERNEL_ASSERTION, lock + " is not held by a reader, and was to be released by one");
        }
        // atomic_sub_return_release
        lock.readers.add_return(-1);
        k.preempt_enable();
    }

    /** write_lock: waits, without sleeping, until nobody has it. */
    public void write_lock(rwlock_t lock) {
        k.preempt_disable();
        queued_write_lock(lock);
    }

    private void queued_write_lock(rwlock_t lock) {
        take(lock.wait_lock);
        take(lock.cnts);
        // atomic_try_cmpxchg_acquire
        while (lock.readers.add_return(0) != 0) {
            spin_unlock(lock.cnts);
            k.smp_cond_load_acquire(lock.readers.is(0));
            take(lock.cnts);
        }
        lock.writing.set(1);
        spin_unlock(lock.cnts);
    }

    /** write_unlock. */
    public void write_unlock(rwlock_t lock) {
        spin_lock(lock.cnts);
        lock.writing.set(0);
        spin_unlock(lock.cnts);
        spin_unlock(lock.wait_lock);
        k.preempt_enable();
    }
}
