package org.sockrace.automata;

import java.util.Set;

/**
 * What identical threads have in common besides their code.
 *
 * @param name the name in traces
 * @param copies how many threads there are, at least 1
 * @param daemon whether they serve others and may stay blocked for ever between two of their calls
 * @param observed the variables whose values are results of the scenario
 */
public record Role(String name, int copies, boolean daemon, Set<Integer> observed) {

    /** Copies the set. */
    public Role {
        observed = Set.copyOf(observed);
        if (copies < 1) {
            throw new IllegalArgumentException("copies: " + copies);
        }
    }
}
