package org.sockrace.weak.world;

import java.util.List;
import org.sockrace.automata.Memory;
import org.sockrace.weak.graph.Event.Kind;
import org.sockrace.weak.graph.Tag;

/**
 * An execution that shows something, thread by thread, and why no interleaving explains it.
 *
 * @param lines what the threads do
 * @param reasons what nothing orders, the most telling first
 */
public record Sketch(List<Line> lines, List<Reason> reasons) {

    /** What was there before the threads began. */
    public static final int FIRST_VALUE = -1;
    /** Of what reads nothing. */
    public static final int NOTHING = -2;

    /** Copies both. */
    public Sketch {
        lines = List.copyOf(lines);
        reasons = List.copyOf(reasons);
    }

    /**
     * What a thread does at once.
     *
     * @param thread the thread
     * @param node its node
     * @param kind what it does to memory; an atomic operation reads
     * @param tag which fence it is, or null
     * @param value what it reads or writes, or chooses
     * @param atomic whether it also writes
     * @param written what it also writes
     * @param from the number of the line whose write it reads, {@link #FIRST_VALUE} or {@link #NOTHING}
     * @param old whether it reads what, one step after the other, it could not read any more
     * @param reclaimed the memory that RCU gives back here, in a thread that is none of the scenario's; else null
     */
    public record Line(int thread, int node, Kind kind, Tag tag, int value, boolean atomic, int written, int from, boolean old,
                       Memory reclaimed) { }

    /** What is missing. */
    public enum Missing {
        /** Between two stores: {@code missed} and, later in its thread, {@code seen}. */
        STORES,
        /** Between two loads: {@code seen}, and later in its thread {@code access}. */
        LOADS,
        /** Between a store, {@code seen}, and a later load of its thread, {@code access}. */
        STORE_AND_LOAD,
        /** Between the use of memory, {@code access}, and its being given back, {@code missed}. */
        USE_AND_FREE,
        /** Something less common. */
        ORDER
    }

    /**
     * Why something may happen; numbers are those of lines.
     *
     * @param access the load that reads an old value, or the use of memory
     * @param missed the write that it does not see, or the giving back
     * @param seen see {@link Missing}; {@link #NOTHING} if there is nothing to it
     */
    public record Reason(Missing missing, int access, int missed, int seen) { }
}
