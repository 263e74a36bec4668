package org.sockrace.reduce;

import java.util.BitSet;

/**
 * What operations do to numbered objects. The sets are not changed once they are here.
 *
 * @param reads the objects read
 * @param writes the objects written: the order of two writes matters
 * @param changes the objects of which each thread changes its own part: the order of two changes does not matter, but that of a change and a read does
 * @param shifts the objects that are changed so that no reader can tell: only the order of that and a write matters
 */
record Footprint(BitSet reads, BitSet writes, BitSet changes, BitSet shifts) {

    private static final BitSet NONE = new BitSet();
    static final Footprint NOTHING = new Footprint(NONE, NONE, NONE, NONE);

    static Footprint reading(int object) {
        return object < 0 ? NOTHING : new Footprint(only(object), NONE, NONE, NONE);
    }

    static Footprint writing(int object) {
        return object < 0 ? NOTHING : new Footprint(NONE, only(object), NONE, NONE);
    }

    static Footprint changing(int object) {
        return new Footprint(NONE, NONE, only(object), NONE);
    }

    private static BitSet only(int object) {
        BitSet set = new BitSet(object + 1);
        set.set(object);
        return set;
    }

    Footprint and(Footprint other) {
        return other == NOTHING || other == this ? this
                : new Footprint(union(reads, other.reads), union(writes, other.writes), union(changes, other.changes), union(shifts, other.shifts));
    }

    private static BitSet union(BitSet one, BitSet other) {
        BitSet both = (BitSet) one.clone();
        both.or(other);
        return both;
    }

    /** The same, but readers cannot tell: for operations that commute with their like. */
    Footprint onlyReading(int object) {
        if (object < 0) {
            return this;
        }
        if (writes.get(object)) {
            return new Footprint(union(reads, only(object)), without(writes, object), changes, shifts);
        }
        return changes.get(object) ? new Footprint(reads, writes, without(changes, object), union(shifts, only(object))) : this;
    }

    private static BitSet without(BitSet set, int object) {
        BitSet fewer = (BitSet) set.clone();
        fewer.clear(object);
        return fewer;
    }

    /** Whether the order of the two matters. */
    boolean conflicts(Footprint other) {
        return writes.intersects(other.writes) || interferesWith(other) || other.interferesWith(this);
    }

    private boolean interferesWith(Footprint other) {
        return writes.intersects(other.reads) || changes.intersects(other.reads) || writes.intersects(other.shifts);
    }
}
