package org.sockrace.explore;

import java.util.List;

/**
 * A final state: all that is left of an execution when nobody can move.
 *
 * @param nodes the automaton node at which each thread ended, or waits if it serves others
 * @param contested what the {@linkplain org.sockrace.automata.Sharing#contested contested} cells hold, in their order: what the others hold, the threads
 *     know ({@link org.sockrace.automata.Node.End#values})
 */
public record Ending(List<Integer> nodes, List<Integer> contested) {

    /** Copies both. */
    public Ending {
        nodes = List.copyOf(nodes);
        contested = List.copyOf(contested);
    }
}
