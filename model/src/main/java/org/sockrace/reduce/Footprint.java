package org.sockrace.reduce;

import java.util.BitSet;

/**
 * What operations read and write, as sets of numbered objects. The sets are not changed once they are here.
 *
 * @param reads the objects read
 * @param writes the objects written
 */
record Footprint(BitSet reads, BitSet writes) {

    static final Footprint NOTHING = new Footprint(new BitSet(), new BitSet());

    static Footprint reading(int object) {
        return object < 0 ? NOTHING : new Footprint(BitSet.valueOf(words(object)), new BitSet());
    }

    static Footprint writing(int object) {
        return object < 0 ? NOTHING : new Footprint(new BitSet(), BitSet.valueOf(words(object)));
    }

    private static long[] words(int object) {
        long[] words = new long[object / Long.SIZE + 1];
        words[object / Long.SIZE] = 1L << object;
        return words;
    }

    Footprint and(Footprint other) {
        if (other == NOTHING || other == this) {
            return this;
        }
        BitSet allReads = (BitSet) reads.clone();
        allReads.or(other.reads);
        BitSet allWrites = (BitSet) writes.clone();
        allWrites.or(other.writes);
        return new Footprint(allReads, allWrites);
    }

    /** The same, but this object is only read: for operations that commute with their like. */
    Footprint onlyReading(int object) {
        if (object < 0 || !writes.get(object)) {
            return this;
        }
        BitSet moreReads = (BitSet) reads.clone();
        moreReads.set(object);
        BitSet fewerWrites = (BitSet) writes.clone();
        fewerWrites.clear(object);
        return new Footprint(moreReads, fewerWrites);
    }

    /** Whether the order of the two matters. */
    boolean conflicts(Footprint other) {
        return writes.intersects(other.reads) || writes.intersects(other.writes) || reads.intersects(other.writes);
    }
}
