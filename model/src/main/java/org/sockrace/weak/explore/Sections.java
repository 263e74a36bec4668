package org.sockrace.weak.explore;

import org.sockrace.weak.graph.Event.Kind;

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
