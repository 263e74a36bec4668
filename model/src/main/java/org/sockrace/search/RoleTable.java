package org.sockrace.search;

import org.sockrace.automata.OpKind;

/** One role's visible operations as flat arrays, for the search loop. Indexes are dense numbers of visible nodes. */
final class RoleTable {

    /** The node is in a read-side critical section. */
    static final int READER = 1;
    /** The node runs with preemption disabled. */
    static final int SCHED_READER = 2;
    /** A daemon may stay here for ever. */
    static final int IDLE = 4;
    /** The thread has ended here. */
    static final int ENDED = 8;
    /** The observation is known beforehand. */
    static final int FIXED = 16;
    /** The access is plain and the cell is contended. */
    static final int RACY = 32;

    /** The operation breaks a property of its own, if the memory is still there. */
    static final int BROKEN = 64;
    /** The thread may go on at once where that is an ample set. */
    static final int PASSABLE = 128;

    /** The automaton node at which a thread stands, for each visible node. */
    final int[] stands;
    /** The automaton node whose operation it executes there: the same, or the first one inside a section that it is about to enter. */
    final int[] original;
    final OpKind[] kind;
    final int[] flags;
    /** The cell's field, or null if its value is not needed. */
    final Field[] cell;
    /** The freed flag to check first, or null. */
    final Field[] freed;
    /** Whether that memory is a module's. */
    final boolean[] module;
    /** What each raw observation, minus the smallest, is called; null if it is that number itself. */
    final int[][] values;
    /** The grace period that must end before freed memory is really gone, or -1. */
    final int[] freedAfter;
    /** Operands in the cell's representation. */
    final int[] a;
    final int[] b;
    /** The smallest raw observation. */
    final int[] lowest;
    /** For each raw observation, minus the smallest, the first and past-the-last successor; an observation is in two neighbouring entries. */
    final int[][] rows;
    /** What a WAIT waits for. */
    final Term[][] terms;

    /** Successors: visible node, bits of the old block to keep, automaton node entered first, and an index of effects (0: none). */
    int[] target;
    long[] keep;
    int[] entered;
    int[] effect;
    /** The edge of the automaton node that each successor belongs to. */
    int[] edge;

    /** One alternative of a WAIT. */
    record Term(Field field, int constant, int value, boolean equal) {
        boolean holds(long[] state, int base) {
            return ((field == null ? constant : field.get(state, base)) == value) == equal;
        }
    }

    RoleTable(int nodes) {
        stands = new int[nodes];
        original = new int[nodes];
        kind = new OpKind[nodes];
        flags = new int[nodes];
        cell = new Field[nodes];
        freed = new Field[nodes];
        module = new boolean[nodes];
        values = new int[nodes][];
        freedAfter = new int[nodes];
        a = new int[nodes];
        b = new int[nodes];
        lowest = new int[nodes];
        rows = new int[nodes][];
        terms = new Term[nodes][];
    }
}
