package org.sockrace.search;

/**
 * What operations read and write, as sets of numbered objects.
 *
 * @param reads the objects read
 * @param writes the objects written
 */
record Footprint(long reads, long writes) {

    static final Footprint NOTHING = new Footprint(0, 0);

    Footprint and(Footprint other) {
        return new Footprint(reads | other.reads, writes | other.writes);
    }

    /** The same, but these objects are only read: for operations that commute with their like. */
    Footprint onlyReading(long objects) {
        return new Footprint(reads | writes & objects, writes & ~objects);
    }

    /** Whether the order of the two matters. */
    boolean conflicts(Footprint other) {
        return (writes & (other.reads | other.writes) | reads & other.writes) != 0;
    }
}
