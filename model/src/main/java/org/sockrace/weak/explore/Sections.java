package org.sockrace.weak.explore;

import org.sockrace.weak.graph.Event.Kind;
import org.sockrace.weak.graph.Execution;

/** In which read-side critical sections threads are, and whether a grace period may have to wait for them. */
final class Sections {

    private static final Flavour[] FLAVOURS = Flavour.values();

    private Sections() { }

    /** The flavours of sections for which it waits, as bits by their order; 0 if it is no grace period. */
    static int awaitedBy(Action action) {
        int flavours = 0;
        for (int f = 0; f < FLAVOURS.length && action.event().kind() == Kind.FENCE; f++) {
            flavours |= action.event().is(FLAVOURS[f].sync) ? 1 << f : 0;
        }
        return flavours;
    }

    /** Whether the thread is in a critical section that is judged as if it ended, while there is a grace period. */
    static boolean isAwaited(ExecutionGraph graph, int thread) {
        for (int f = 0; f < FLAVOURS.length && graph.periods() != 0 && graph.program().leavesSections(); f++) {
            if ((graph.periods() >> f & 1) != 0 && isInside(graph, thread, FLAVOURS[f])) {
                return true;
            }
        }
        return false;
    }

    /**
     * What memory models judge of a graph to which nothing can be added, if somebody waits in a critical section: he leaves it after all that others do. So no
     * grace period has ended that had to wait for him. Where he could go on, other graphs say how.
     *
     * @return null if nobody waits in one that a grace period may have to wait for
     */
    static Execution heldUp(ExecutionGraph graph) {
        Candidate candidate = null;
        for (int t = 0; t < graph.program().threads(); t++) {
            if (graph.at(t).status() == Local.Status.BLOCKED && isAwaited(graph, t)) {
                candidate = (candidate == null ? new Candidate(graph) : candidate).outlasting(t);
            }
        }
        return candidate == null ? null : candidate.leaving().execution();
    }

    /** Whether the thread is in a critical section; they do not nest where that is asked. */
    static boolean isInside(ExecutionGraph graph, int thread, Flavour flavour) {
        for (int e = graph.last(thread); e != Action.NONE; e = graph.previous(e)) {
            if (graph.action(e).event().is(flavour.unlock)) {
                return false;
            } else if (graph.action(e).event().is(flavour.lock)) {
                return true;
            }
        }
        return false;
    }
}
