package org.sockrace.machine;

/** A {@code spinlock_t}: acquiring is an acquire operation, releasing a release. Its holder must not sleep. */
public interface SpinLock {

    /** {@code spin_lock}: waits, without sleeping, until the lock is free. */
    void lock();

    /** The same by code of which it is known when it keeps soft interrupts away: that a soft interrupt takes the lock, too, is noticed. */
    default void lock_against_softirqs() {
        lock();
    }

    /** {@code spin_trylock}: does not wait; false, and then it orders nothing, if the lock is not free. */
    boolean trylock();

    /** {@code spin_unlock}: releasing a lock that the caller does not hold is a violation. */
    void unlock();

    /** A condition for waiting: nobody holds the lock. Who waits for that takes nothing ({@code spin_unlock_wait}). */
    Condition isFree();
}
