package org.sockrace.machine;

import java.util.ArrayList;
import java.util.List;

/**
 * What a thread waits for: true while at least one of its terms is. Made by the {@code is} and {@code isNot} methods of the cells.
 *
 * @param terms the alternatives, never empty
 * @param idle whether a thread that serves others may wait for it for ever, and nobody misses it
 */
public record Condition(List<Term> terms, boolean idle) {

    /**
     * One cell compared with one value.
     *
     * @param cell the cell, of the machine that will wait
     * @param value the value as the engine stores it
     * @param equal whether the term is true for that value only, or for all others
     */
    public record Term(Object cell, int value, boolean equal) { }

    /** Copies the terms. */
    public Condition {
        terms = List.copyOf(terms);
    }

    /** A condition of one term. */
    public static Condition of(Object cell, int value, boolean equal) {
        return new Condition(List.of(new Term(cell, value, equal)), false);
    }

    /** The same for {@code wait_event_idle}: a thread that serves others may wait for it for ever, wherever it is. */
    public Condition whileIdle() {
        return new Condition(terms, true);
    }

    /** True while this condition or the other one is. */
    public Condition or(Condition other) {
        List<Term> all = new ArrayList<>(terms);
        all.addAll(other.terms);
        return new Condition(all, idle || other.idle);
    }
}
