package org.sockrace.machine;

/**
 * An {@code atomic_t} (or {@code refcount_t}) counter. Value-returning operations are fully ordered when they succeed and order nothing when they
 * fail; {@link #inc}, {@link #dec}, {@link #read} and {@link #set} order nothing. A counter that would become negative is a violation of
 * {@link Property#REFCOUNT_RANGE}, reported at the operation that did it.
 *
 * <p>Of what {@link #read} and {@link #dec_if_positive} return only the sign means anything: kernel code looks at no more, and every result that is told
 * apart is one more history to explore.
 */
public interface Atomic {

    /** {@code atomic_read}: 0, or something positive. */
    int read();

    /** The value itself, for what has to calculate with it: each is a history of its own to explore. Orders nothing. */
    int value();

    /** {@code atomic_set}: legal only before the counter is shared. */
    void set(int value);

    /** {@code atomic_inc}. */
    void inc();

    /** {@code atomic_dec}. */
    void dec();

    /** {@code atomic_add_return}: the value after the addition; {@code delta} may be negative ({@code atomic_sub_return}). */
    int add_return(int delta);

    /** {@code atomic_dec_and_test}: decrements, and tells whether the result is zero. */
    boolean dec_and_test();

    /** {@code atomic_inc_not_zero}: increments unless zero, and tells whether it did. */
    boolean inc_not_zero();

    /** {@code atomic_add_unless}: adds {@code delta} unless the counter is {@code unless}, and tells whether it did. */
    boolean add_unless(int delta, int unless);

    /**
     * {@code atomic_dec_if_positive}: decrements unless the result would be negative.
     *
     * @return something negative if the counter was not changed, else 0 or something positive
     */
    int dec_if_positive();

    /** A condition for {@link Machine#wait_event}: the counter is {@code value}. */
    Condition is(int value);

    /** A condition for {@link Machine#wait_event}: the counter is anything but {@code value}. */
    Condition isNot(int value);
}
