package org.sockrace.report;

import org.sockrace.machine.Property;

/** What properties are called when they are broken, and what they mean. */
final class PropertyText {

    private PropertyText() { }

    /** The bug that it is to break the property. */
    static String bug(Property property) {
        return switch (property) {
            case NO_USE_AFTER_UNLOAD -> "use-after-unload";
            case NO_USE_AFTER_FREE -> "use-after-free";
            case NO_NULL_DEREFERENCE -> "NULL pointer dereference";
            case REFCOUNT_RANGE -> "reference count out of range";
            case REFCOUNT_BALANCE -> "reference count imbalance";
            case ROLLBACK -> "incomplete rollback";
            case RCU_USAGE -> "suspicious RCU usage";
            case GRACE_PERIOD -> "grace period too short";
            case UNREGISTER_CONTRACT -> "use after unregister";
            case NO_DEADLOCK -> "deadlock";
            case TERMINATION -> "endless execution";
            case NO_DATA_RACE -> "data race";
            case OUTCOMES -> "wrong outcome";
            case KERNEL_ASSERTION -> "kernel assertion failed";
        };
    }

    /** What it says. */
    static String meaning(Property property) {
        return switch (property) {
            case NO_USE_AFTER_UNLOAD -> "no code is executed and no data touched of a module whose memory was freed";
            case NO_USE_AFTER_FREE -> "no freed socket, sock, file or other object is touched or freed again";
            case NO_NULL_DEREFERENCE -> "no NULL pointer is dereferenced";
            case REFCOUNT_RANGE -> "no counter goes below zero, is put twice, or is raised from zero";
            case REFCOUNT_BALANCE -> "each counter is at every moment the base plus the references that somebody really owns";
            case ROLLBACK -> "a call that returns an error leaves nothing behind";
            case RCU_USAGE -> "read-side critical sections are balanced, hold what they protect, and never sleep";
            case GRACE_PERIOD -> "a grace period ends only after every reader that was there when it began has left";
            case UNREGISTER_CONTRACT ->
                    "after sock_unregister nobody enters the old create by a new look-up; after delete_module nobody is inside; "
                    + "what is unregistered was registered";
            case NO_DEADLOCK -> "some thread can always move";
            case TERMINATION -> "every schedule ends";
            case NO_DATA_RACE -> "plain accesses are ordered";
            case OUTCOMES -> "the set of results is the one that the scenario declares";
            case KERNEL_ASSERTION -> "no BUG_ON or WARN_ON of the kernel is hit, no index is out of bounds, and no lock is released by another than its holder";
        };
    }

    /** Where to look when it is broken. */
    static String help(Property property) {
        return switch (property) {
            case NO_USE_AFTER_UNLOAD -> "Look for what should pin the module from the look-up to the last use: a reference (try_module_get), or a read-side "
                    + "critical section that lasts as long.";
            case NO_USE_AFTER_FREE -> "Look for the reference that the last user should hold, or for the grace period that the free should wait for.";
            case NO_NULL_DEREFERENCE -> "Look for a pointer that is read twice, or read before it is published.";
            case REFCOUNT_RANGE -> "Look for a put without its get, or for a get that does not test for zero.";
            case REFCOUNT_BALANCE -> "Look for a way out that forgets a put, or puts what it does not own: the goto labels of error paths first.";
            case ROLLBACK -> "Look at the label to which the failing step jumps: something made before it is not taken back.";
            case RCU_USAGE -> "Look for a way out without rcu_read_unlock, or for a call that may sleep between the two.";
            case GRACE_PERIOD -> "Look at the reader's section and at where the grace period begins.";
            case UNREGISTER_CONTRACT -> "Look for the grace period that sock_unregister must wait for, and for who keeps a pointer beyond it.";
            case NO_DEADLOCK -> "The report says who waits for whom: look for the order of locks, or for a wake-up that nobody sends.";
            case TERMINATION -> "Look for a loop whose condition another thread can keep true.";
            case NO_DATA_RACE -> "Look for the lock that both accesses should hold, or mark them (READ_ONCE, WRITE_ONCE, smp_load_acquire).";
            case OUTCOMES -> "Compare the outcome table that check prints with the scenario's: one of the two is wrong.";
            case KERNEL_ASSERTION -> "The assertion says what its author took for impossible: look for who made it true.";
        };
    }
}
