package org.sockrace.machine;

/** What must hold in every execution. The id is what users read and type. */
public enum Property {
    /** No text is executed and no data touched of a module whose memory was freed. */
    NO_USE_AFTER_UNLOAD("no-use-after-unload"),
    /** No freed heap object (socket, sock, file) is touched or freed again. */
    NO_USE_AFTER_FREE("no-use-after-free"),
    /** No NULL pointer is dereferenced. */
    NO_NULL_DEREFERENCE("no-null-dereference"),
    /** No counter goes below zero, is put twice, or is raised from zero. */
    REFCOUNT_RANGE("refcount-range"),
    /** Each counter is, at every moment, the base plus the references that somebody really owns. */
    REFCOUNT_BALANCE("refcount-balance"),
    /** A call that returns an error leaves nothing behind. */
    ROLLBACK("rollback"),
    /** Read-side critical sections are balanced, hold what they protect, and never sleep. */
    RCU_USAGE("rcu-usage"),
    /** A grace period ends only after every reader that was there when it began has left. */
    GRACE_PERIOD("grace-period"),
    /**
     * After sock_unregister nobody enters the old create by a new look-up; after delete_module returned 0 nobody is inside; what
     * is unregistered was registered.
     */
    UNREGISTER_CONTRACT("unregister-contract"),
    /** Some thread can always move. */
    NO_DEADLOCK("no-deadlock"),
    /** Every schedule ends. */
    TERMINATION("termination"),
    /** Plain accesses are ordered. */
    NO_DATA_RACE("no-data-race"),
    /** The set of results is exactly the declared one. */
    OUTCOMES("outcomes"),
    /** A BUG_ON or WARN_ON of the kernel, an index out of bounds, or a lock released by another than its holder. */
    KERNEL_ASSERTION("kernel-assertion");

    private final String id;

    Property(String id) {
        this.id = id;
    }

    /** The name that users read and type. */
    public String id() {
        return id;
    }
}
