package org.sockrace.weak.explore;

/** Where a thread stands: what it does next depends on nothing but what it has read. Immutable. */
public interface Local {

    /** How a thread can go on. */
    enum Status {
        /** It does something. */
        READY,
        /** It has ended. */
        ENDED,
        /** What it read last does not let it go on, such as a lock that is held: it would have to read something else. */
        BLOCKED
    }

    /** How it can go on. */
    Status status();

    /**
     * How many of its last reads have told it that there is nothing to do, if it is blocked where it may stay for ever, as who serves others may; else 0. It
     * has ended if they read the last writes.
     */
    default int resting() {
        return 0;
    }

    /** What it does next; only if it is ready. */
    Action next();

    /** What it does next if that is a read, and it reads the value: how a read is tagged may depend on it. */
    Action reading(long value);

    /** Where it stands when it has done that. {@code value} is what it has read, if it was a read, and what was chosen, if there was a choice. */
    Local after(long value);
}
