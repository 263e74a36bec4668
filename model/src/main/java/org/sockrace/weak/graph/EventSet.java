package org.sockrace.weak.graph;

import java.util.function.IntPredicate;

/** A set of the events of one graph, which are numbered from 0. Immutable once made. */
public final class EventSet {

    private final int size;
    private final long[] bits;

    private EventSet(int size, long[] bits) {
        this.size = size;
        this.bits = bits;
    }

    /** Those of so many events for which the predicate holds. */
    public static EventSet of(int size, IntPredicate member) {
        long[] bits = new long[Relation.words(size)];
        for (int e = 0; e < size; e++) {
            if (member.test(e)) {
                bits[e >> 6] |= 1L << e;
            }
        }
        return new EventSet(size, bits);
    }

    /** A set of a row's bits, which it takes over. */
    static EventSet row(int size, long[] bits) {
        return new EventSet(size, bits);
    }

    /** Whether the event belongs to it. */
    public boolean has(int event) {
        return (bits[event >> 6] >>> event & 1) != 0;
    }

    /** Union. */
    public EventSet or(EventSet... others) {
        long[] all = bits.clone();
        for (EventSet other : others) {
            for (int w = 0; w < all.length; w++) {
                all[w] |= other.bits[w];
            }
        }
        return new EventSet(size, all);
    }

    /** Intersection. */
    public EventSet and(EventSet other) {
        long[] both = bits.clone();
        for (int w = 0; w < both.length; w++) {
            both[w] &= other.bits[w];
        }
        return new EventSet(size, both);
    }

    /** Difference. */
    public EventSet minus(EventSet other) {
        long[] left = bits.clone();
        for (int w = 0; w < left.length; w++) {
            left[w] &= ~other.bits[w];
        }
        return new EventSet(size, left);
    }

    /** All other events. */
    public EventSet complement() {
        return of(size, e -> !has(e));
    }

    /** Whether it has no member. */
    public boolean isEmpty() {
        for (long word : bits) {
            if (word != 0) {
                return false;
            }
        }
        return true;
    }

    /** The number of events of the graph, not of the set. */
    int size() {
        return size;
    }

    long word(int w) {
        return bits[w];
    }
}
