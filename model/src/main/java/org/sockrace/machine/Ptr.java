package org.sockrace.machine;

/**
 * A shared pointer cell. Each method is one access, one event.
 *
 * @param <T> the struct pointed to; {@code null} is the NULL pointer
 */
public interface Ptr<T> {

    /** Loads the pointer with the given order. */
    T load(Order order);

    /** Stores the pointer with the given order. */
    void store(T value, Order order);

    /** Atomically stores {@code value} and returns what was there; fully ordered ({@code xchg}). */
    T xchg(T value);

    /**
     * Atomically stores {@code value} if the cell holds {@code expected}; fully ordered on success ({@code cmpxchg}).
     *
     * @return what was there before
     */
    T cmpxchg(T expected, T value);

    /** A condition for {@link Machine#wait_event}: this cell holds {@code value}. */
    Condition is(T value);

    /** A condition for {@link Machine#wait_event}: this cell holds anything but {@code value}. */
    Condition isNot(T value);

    /** Plain load, as a bare C expression. */
    default T get() {
        return load(Order.PLAIN);
    }

    /** Plain store, as a bare C assignment. */
    default void set(T value) {
        store(value, Order.PLAIN);
    }
}
