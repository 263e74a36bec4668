package org.sockrace.weak.explore;

import java.util.BitSet;
import org.sockrace.weak.graph.Execution;
import org.sockrace.weak.model.ModelKind;

/**
 * What can happen of a graph that does not grow, in which somebody waits in a read-side critical section. While graphs grow, sections are judged as if they
 * ended where their threads stand. But who waits there, for a lock, leaves only after he has got it: a grace period that has to wait for him ends after that,
 * or never. Not thread-safe: each worker has its own.
 */
final class Standstill {

    private final ModelKind model;
    private long checks;

    Standstill(ModelKind model) {
        this.model = model;
    }

    /** How many graphs the model has judged. */
    long checks() {
        return checks;
    }

    /**
     * What can happen of the graph: all of it, or what comes before grace periods that never end.
     *
     * @return null if graphs in which whoever waits goes on have that, too
     */
    ExecutionGraph possible(ExecutionGraph graph) {
        if (happens(graph)) {
            return graph;
        }
        if (!waitsForEver(graph)) {
            return null;
        }
        ExecutionGraph left = graph;
        do {
            left = before(left, never(left));
        } while (!happens(left));
        return left;
    }

    /** Whether it is allowed if all who wait in a section leave it after all that others do. */
    private boolean happens(ExecutionGraph graph) {
        Candidate candidate = null;
        for (int t = 0; t < graph.program().threads(); t++) {
            if (waits(graph, t)) {
                candidate = (candidate == null ? new Candidate(graph) : candidate).outlasting(t);
            }
        }
        if (candidate == null) {
            return true;
        }
        checks++;
        Execution execution = candidate.leaving().execution();
        return model.of(execution.skeleton()).judge(execution) == null;
    }

    private static boolean waits(ExecutionGraph graph, int thread) {
        return graph.at(thread).status() == Local.Status.BLOCKED && Sections.isAwaited(graph, thread);
    }

    /** Whether somebody who waits in a section does so for what comes after a grace period only, and never comes. */
    private static boolean waitsForEver(ExecutionGraph graph) {
        BitSet periods = periods(graph);
        boolean forEver = false;
        for (int t = 0; t < graph.program().threads(); t++) {
            forEver |= waits(graph, t) && !isServed(graph, graph.last(t), periods);
        }
        return forEver;
    }

    /** Whether something that the read could read instead, because it was written later, comes before all grace periods. */
    private static boolean isServed(ExecutionGraph graph, int read, BitSet periods) {
        int[] writes = graph.co(graph.action(read).location());
        for (int p = graph.place(graph.rf(read)) + 1; p < writes.length; p++) {
            if (!graph.prefix(writes[p]).intersects(periods)) {
                return true;
            }
        }
        return false;
    }

    private static BitSet periods(ExecutionGraph graph) {
        BitSet periods = new BitSet();
        for (int e = 0; e < graph.size(); e++) {
            periods.set(e, Sections.awaitedBy(graph.action(e)) != 0);
        }
        return periods;
    }

    /** The grace periods that do not end: each of which alone does not, or else the last one. */
    private BitSet never(ExecutionGraph graph) {
        BitSet periods = periods(graph);
        BitSet never = new BitSet();
        for (int e = periods.nextSetBit(0); e >= 0; e = periods.nextSetBit(e + 1)) {
            BitSet keep = graph.prefix(e);
            keep.set(0, graph.program().locations());
            for (int t = 0; t < graph.program().threads(); t++) {
                if (waits(graph, t)) {
                    keep.or(graph.prefix(graph.last(t)));
                }
            }
            never.set(e, !happens(graph.restricted(keep)));
        }
        if (never.isEmpty()) {
            never.set(periods.length() - 1);
        }
        return never;
    }

    /** What does not come after these events. */
    private static ExecutionGraph before(ExecutionGraph graph, BitSet events) {
        BitSet keep = new BitSet();
        for (int e = 0; e < graph.size(); e++) {
            keep.set(e, !graph.prefix(e).intersects(events));
        }
        return graph.restricted(keep);
    }
}
