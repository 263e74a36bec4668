package org.sockrace.weak.litmus;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.sockrace.weak.graph.Event;

/**
 * One way through the code of a thread: what is executed if its branches go so.
 *
 * @param steps the events, in program order
 * @param constraints what has to be so for the branches to go so
 * @param registers what local variables hold in the end
 */
record ThreadPath(List<Step> steps, List<Constraint> constraints, Map<String, Term> registers) {

    /** The number that stands for no event. */
    static final int NONE = -1;

    /**
     * An event and what it depends on; all events by their numbers in the thread.
     *
     * @param event the event
     * @param location the address of its location; null if it has none
     * @param value what it reads or writes; null for fences
     * @param addr the reads that decide its address
     * @param data the reads that decide what it writes
     * @param ctrl the reads because of which it is executed
     * @param rmwRead the read of the atomic operation whose write it is, or {@link #NONE}
     */
    record Step(Event event, Term location, Term value, BitSet addr, BitSet data, BitSet ctrl, int rmwRead) { }

    /** A condition that has to be true, or has to be false. */
    record Constraint(Term condition, boolean isTrue) {

        boolean contradicts(long value) {
            return value != Term.UNKNOWN && (value != 0) != isTrue;
        }
    }
}
