package org.sockrace.weak.graph;

/** What linux-kernel.bell and lock.cat say of an event besides whether it reads or writes. An access without a tag is plain. */
public enum Tag {
    /** READ_ONCE, WRITE_ONCE. */
    ONCE,
    /** smp_store_release and the like: as written, whether or not it orders anything. */
    RELEASE,
    /** smp_load_acquire and the like: as written. */
    ACQUIRE,
    /** The read of an atomic operation that returns nothing. */
    NORETURN,
    /** smp_mb, and both accesses of an atomic operation that returns a value. */
    MB,
    /** Belongs to an atomic operation, be it one that fails. */
    RMW,
    /** The read of a spin_lock. */
    LKR,
    /** The write of a spin_lock. */
    LKW,
    /** A spin_unlock. */
    UL,
    /** A spin_trylock that fails, a spin_is_locked that says yes. */
    LF,
    /** A spin_is_locked that says no. */
    RU,
    /** smp_wmb. */
    WMB,
    /** smp_rmb. */
    RMB,
    /** barrier. */
    BARRIER,
    /** rcu_read_lock. */
    RCU_LOCK,
    /** rcu_read_unlock. */
    RCU_UNLOCK,
    /** synchronize_rcu. */
    SYNC_RCU,
    /** The beginning of a section without preemption, where that is a flavour of its own. */
    SCHED_LOCK,
    /** Its end. */
    SCHED_UNLOCK,
    /** synchronize_sched, where that is a flavour of its own. */
    SYNC_SCHED,
    /** smp_mb__before_atomic. */
    BEFORE_ATOMIC,
    /** smp_mb__after_atomic. */
    AFTER_ATOMIC,
    /** smp_mb__after_spinlock. */
    AFTER_SPINLOCK,
    /** smp_mb__after_unlock_lock. */
    AFTER_UNLOCK_LOCK,
    /** smp_mb__after_srcu_read_unlock. */
    AFTER_SRCU_READ_UNLOCK,
    /** srcu_read_lock, a read. */
    SRCU_LOCK,
    /** srcu_read_unlock, a write. */
    SRCU_UNLOCK,
    /** synchronize_srcu, which neither reads nor writes but has a location. */
    SYNC_SRCU
}
