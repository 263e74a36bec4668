package org.sockrace.machine;

/** A memory barrier of the kernel. Interleavings are sequentially consistent and make no difference of it. */
public enum Fence {
    /** All accesses before it come before all after it. */
    MB("smp_mb"),
    /** Loads before it come before loads after it. */
    RMB("smp_rmb"),
    /** Stores before it come before stores after it. */
    WMB("smp_wmb"),
    /** With the atomic operation that follows, a full barrier: for those that order nothing. */
    BEFORE_ATOMIC("smp_mb__before_atomic"),
    /** With the atomic operation before it, a full barrier. */
    AFTER_ATOMIC("smp_mb__after_atomic");

    private final String function;

    Fence(String function) {
        this.function = function;
    }

    /** The kernel's name of it. */
    public String function() {
        return function;
    }
}
