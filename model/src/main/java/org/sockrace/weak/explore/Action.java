package org.sockrace.weak.explore;

import java.util.BitSet;
import org.sockrace.weak.graph.Event;

/**
 * What a thread does at once. Reads are named by their numbers among the actions of the thread, from 0.
 *
 * @param event what it is
 * @param location the number of its location; {@link #NONE} if it has none
 * @param value what it writes; nothing is said of others
 * @param addr the reads that decide its location
 * @param data the reads that decide what it writes
 * @param ctrl the reads because of which it is done
 * @param rmwRead the read of the atomic operation whose write it is, or {@link #NONE}. It comes right after that read
 * @param choices how many ways there are to go on, from 0, of which nothing in memory decides; 1 for all that reads or writes
 */
public record Action(Event event, int location, long value, BitSet addr, BitSet data, BitSet ctrl, int rmwRead, int choices) {

    /** What can go on in one way only. */
    public Action(Event event, int location, long value, BitSet addr, BitSet data, BitSet ctrl, int rmwRead) {
        this(event, location, value, addr, data, ctrl, rmwRead, 1);
    }

    /** The number that stands for nothing. */
    public static final int NONE = -1;

    /** Whether it is the write of an atomic operation. */
    boolean completes() {
        return rmwRead != NONE;
    }
}
