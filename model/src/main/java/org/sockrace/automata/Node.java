package org.sockrace.automata;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.sockrace.machine.Property;

/**
 * A local state of a thread: the operation it is about to perform.
 *
 * @param op the operation
 * @param at where it stands in the modelled source
 * @param reader whether the thread is in a read-side critical section here
 * @param schedReader whether it runs with preemption disabled here
 * @param inside the modules whose text is on its stack, as a set of region ids
 * @param edges one for each possible observation, none if the thread has ended or a property is broken
 * @param end what is known of a thread that has ended, or that serves others and may wait here for ever; else null
 * @param broken the property that the operation breaks, if the memory it touches is still there; or null
 */
public record Node(Operation op, Frame.Stack at, boolean reader, boolean schedReader, Set<Integer> inside, List<Edge> edges, End end, Property broken)
        implements Stand {

    /**
     * A thread that has ended, or whose part it is to wait.
     *
     * @param results the values of its observed variables, by variable number
     * @param ledger what it took minus what it gave back, by kind; entries of zero are left out
     * @param books the same object by object, and who keeps what
     * @param values of memory that is still there: what cells hold that no other thread writes, where that is not what they held at first; not counters
     * @param faults the failures that it has met, if it remembers them
     */
    public record End(Map<Integer, Integer> results, Map<String, Integer> ledger, Map<Holding, Integer> books, Map<Cell, Integer> values,
                      Set<String> faults) { }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof Node n && reader == n.reader && schedReader == n.schedReader && broken == n.broken && at.equals(n.at)
                && edges.equals(n.edges) && op.equals(n.op) && inside.equals(n.inside) && Objects.equals(end, n.end);
    }

    @Override
    public int hashCode() {
        return ((op.hashCode() * 31 + at.hashCode()) * 31 + edges.hashCode()) * 31 + (end == null ? 0 : end.hashCode());
    }

    /** The index of the edge for that observation, or -1 if it was not followed. */
    public int edgeFor(int observed) {
        for (int e = 0; e < edges.size(); e++) {
            if (edges.get(e).observed() == observed) {
                return e;
            }
        }
        return -1;
    }
}
