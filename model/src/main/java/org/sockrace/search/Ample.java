package org.sockrace.search;

import org.sockrace.reduce.AmpleSets;
import org.sockrace.reduce.Condition;

/** The compiled form of {@link AmpleSets}: which thread may go first in the state that an expander is at. One for each expander. */
final class Ample {

    /** Whether a step that ends the execution is no ample set, however independent it looks. */
    final boolean endingIsNotAmple;
    private final AmpleSets sets;
    private final Expander at;
    private final int threads;
    private final int[] role;
    /** By role: the automaton node of each visible one. */
    private final int[][] stands;
    /** By role and visible node: the footprint of its operation, and those of what others can do meanwhile, by role and automaton node. */
    private final int[][] operation;
    private final int[][][][] meanwhile;

    Ample(Model model, Expander at) {
        this.sets = model.ample;
        this.at = at;
        this.threads = model.threads();
        this.role = model.layout.roleOf;
        this.endingIsNotAmple = model.reductions.asks(Condition.ENDING_STEPS_ARE_NOT_AMPLE);
        int roles = model.tables.length;
        stands = new int[roles][];
        operation = new int[roles][];
        meanwhile = new int[roles][][][];
        for (int r = 0; r < roles; r++) {
            stands[r] = model.tables[r].stands;
            operation[r] = new int[stands[r].length];
            meanwhile[r] = new int[stands[r].length][][];
            for (int d = 0; d < stands[r].length; d++) {
                operation[r][d] = sets.operation(r, stands[r][d]);
                meanwhile[r][d] = operation[r][d] == AmpleSets.NONE ? null : sets.meanwhile(r, stands[r][d]);
            }
        }
    }

    /** A thread whose next operation may go first, or -1. */
    int thread() {
        for (int t = 0; t < threads; t++) {
            if (may(t, at.node(t))) {
                return t;
            }
        }
        return -1;
    }

    /** Whether what the thread does at that node is independent of all that the others can still do. */
    boolean may(int t, int node) {
        int first = operation[role[t]][node];
        if (first == AmpleSets.NONE) {
            return false;
        }
        int[][] others = meanwhile[role[t]][node];
        for (int u = 0; u < threads; u++) {
            if (u != t && sets.conflict(first, others[role[u]][stands[role[u]][at.node(u)]])) {
                return false;
            }
        }
        return true;
    }
}
