package org.sockrace.reduce;

import java.util.BitSet;

/**
 * What operations do to numbered objects. The sets are not changed once they are here.
 *
 * @param reads the objects read
 * @param writes the objects written: the order of two writes matters
 * @param changes the objects of which each thread changes its own part: the order of two changes does not matter, but that of a change and a read does
 */
record Footprint(BitSet reads, BitSet writes, BitSet changes) {

    static final Footprint NOTHING = new Footprint(new BitSet(), new BitSet(), new BitSet());

    static Footprint reading(int object) {
        return object < 0 ? NOTHING : new Footprint(only(object), NOTHING.writes, NOTHING.changes);
    }

    static Footprint writing(int object) {
        return object < 0 ? NOTHING : new Footprint(NOTHING.reads, only(object), NOTHING.changes);
    }

    static Footprint changing(int object) {
        return new Footprint(NOTHING.reads, NOTHING.writes, only(object));
    }

    private static BitSet only(int object) {
        BitSet set = new BitSet(object + 1);
        set.set(object);
        return set;
    }

    Footprint and(Footprint other) {
        return other == NOTHING || other == this ? this
                : new Footprint(union(reads, other.reads), union(writes, other.writes), union(changes, other.changes));
    }

    private static BitSet union(BitSet one, BitSet other) {
        BitSet both = (BitSet) one.clone();
        both.or(other);
        return both;
    }

    /** The same, but this object is only read: for operations that commute with their like. */
    Footprint onlyReading(int object) {
        if (object < 0 || !writes.get(object)) {
            return this;
        }
        BitSet fewer = (BitSet) writes.clone();
        fewer.clear(object);
        return new Footprint(union(reads, only(object)), fewer, changes);
    }

    /** Whether the order of the two matters. */
    boolean conflicts(Footprint other) {
        return writes.intersects(other.writes) || interferesWith(other) || other.interferesWith(this);
    }

    private boolean interferesWith(Footprint other) {
        return writes.intersects(other.reads) || changes.intersects(other.reads);
    }
}
