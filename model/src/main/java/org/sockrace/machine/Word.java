package org.sockrace.machine;

/** A shared integer cell (a flag, a state, an id). Each method is one access, one event. Not for counters: see {@link Atomic}. */
public interface Word {

    /** Loads the value with the given order. */
    int load(Order order);

    /**
     * Loads the value and tells whether it is {@code value}: for code that only compares. What code does not look at need not be told apart, so this
     * explores fewer histories than a load.
     */
    default boolean holds(int value, Order order) {
        return load(order) == value;
    }

    /** Plain load and comparison. */
    default boolean holds(int value) {
        return holds(value, Order.PLAIN);
    }

    /** One plain load and comparison with both: for code that asks twice for what its compiler loads once. */
    default boolean holdsEither(int value, int other) {
        int found = load(Order.PLAIN);
        return found == value || found == other;
    }

    /** Stores the value with the given order. */
    void store(int value, Order order);

    /** Atomically stores {@code value} and returns what was there; fully ordered ({@code xchg}). */
    int xchg(int value);

    /**
     * Atomically stores {@code value} if the cell holds {@code expected}; fully ordered on success ({@code cmpxchg}).
     *
     * @return what was there before
     */
    int cmpxchg(int expected, int value);

    /** A condition for {@link Machine#wait_event}: this cell holds {@code value}. */
    Condition is(int value);

    /** A condition for {@link Machine#wait_event}: this cell holds anything but {@code value}. */
    Condition isNot(int value);

    /** Plain load, as a bare C expression. */
    default int get() {
        return load(Order.PLAIN);
    }

    /** Plain store, as a bare C assignment. */
    default void set(int value) {
        store(value, Order.PLAIN);
    }
}
