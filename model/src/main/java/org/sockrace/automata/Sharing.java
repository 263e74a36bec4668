package org.sockrace.automata;

import java.util.BitSet;
import java.util.List;

/**
 * Who shares what: facts that hold for the threads that the automata were built for, and for no more of them. Each covers everything that the automata contain,
 * so none can be broken before an execution leaves them. Immutable; masks have a bit for each role.
 */
public final class Sharing {

    /** What is learned about a cell. */
    public static final class OfCell {
        /** The roles that may access it, and those that may write it. */
        public long accessors;
        /** The roles that may write it. */
        public long writers;
        /** Whether somebody waits for it to change, so that a state has to hold it. */
        public boolean awaited;
        /** The values it may hold; null for counters and locks. */
        public int[] domain;
        /** The largest value of a counter or lock. */
        public int largest = 1;
    }

    private final int[] copies;
    private final OfCell[] cells;
    private final BitSet escaped;
    private final long[] freers;
    private final BitSet freedAtStart;
    private final List<Cell> contested;

    /**
     * Facts of one set of automata; the arrays are taken over.
     *
     * @param copies how many threads each role has
     * @param cells what is known of each cell
     * @param escaped the regions that others than their owners may reach
     * @param freers the roles that may free each region
     * @param freedAtStart the regions that were freed in the set-up
     * @param all the cells, by number
     */
    public Sharing(int[] copies, OfCell[] cells, BitSet escaped, long[] freers, BitSet freedAtStart, List<Cell> all) {
        this.copies = copies;
        this.cells = cells;
        this.escaped = escaped;
        this.freers = freers;
        this.freedAtStart = freedAtStart;
        this.contested = all.stream().filter(cell -> cell.type != Cell.Type.COUNTER && of(cell).writers != 0 && writer(cell) < 0).toList();
    }

    /** The cells, but for counters, of which no thread knows by itself what they hold when all have ended: those that several threads write. */
    public List<Cell> contested() {
        return contested;
    }

    /**
     * The role of the only thread that may write the cell, or of those of which each may write to its own copy; -1 if there are several writers, or none.
     */
    public int writer(Cell cell) {
        if (isPrivate(cell.region, cell.region.owner)) {
            return cell.region.owner;
        }
        long writers = of(cell).writers;
        int role = Long.numberOfTrailingZeros(writers);
        return Long.bitCount(writers) == 1 && copies[role] == 1 ? role : -1;
    }

    /** Whether only threads of that role can reach the region, each its own copy. */
    public boolean isPrivate(Memory region, int role) {
        return region.owner == role && region.owner >= 0 && !escaped.get(region.id);
    }

    /** Whether threads of this role know the cell's value from their own history. */
    public boolean determined(Cell cell, int role) {
        long writers = of(cell).writers;
        return isPrivate(cell.region, role) || (copies[role] == 1 ? writers & ~(1L << role) : writers) == 0;
    }

    /** Whether no thread but one of that role, of which there is one, accesses the cell, and nobody waits for it. */
    public boolean alone(Cell cell, int role) {
        return isPrivate(cell.region, role) || copies[role] == 1 && (of(cell).accessors & ~(1L << role)) == 0 && !of(cell).awaited;
    }

    /** Whether some thread may write the cell while another one accesses it. */
    public boolean contended(Cell cell) {
        long accessors = of(cell).accessors;
        return of(cell).writers != 0 && (Long.bitCount(accessors) > 1 || copies[Long.numberOfTrailingZeros(accessors)] > 1);
    }

    /** Whether no thread ever writes the cell, so that its value never changes. */
    public boolean untouched(Cell cell) {
        return of(cell).writers == 0;
    }

    /** The values that a cell may hold, in the order of their representation; null for counters and locks, which represent themselves. */
    public int[] domain(Cell cell) {
        return of(cell).domain;
    }

    /** The largest value of a counter or lock. */
    public int largest(Cell cell) {
        return of(cell).largest;
    }

    /** Whether some thread may free the region, or the set-up did, so that touching it can go wrong. */
    public boolean mortal(Memory region) {
        return freers[region.id] != 0 || freedAtStart.get(region.id);
    }

    private OfCell of(Cell cell) {
        return cells[cell.id];
    }
}
