package org.sockrace.explain;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.sockrace.automata.Cell;
import org.sockrace.automata.OpKind;
import org.sockrace.automata.Operation;
import org.sockrace.explore.Execution;
import org.sockrace.machine.Condition;

/**
 * Which steps happened before which. A step happened before another one if the same thread took it earlier, or if the other one directly depends on it, or by
 * both in turn. A step directly depends on
 *
 * <ul>
 * <li>the step that wrote the value which it reads, or waits for; a read-modify-write reads, too. It does not matter how the accesses are marked: this is what
 * could be known, not what a compiler may rely on;
 * <li>if it takes a lock, the step that released it last;
 * <li>if it ends a grace period, the steps at which the readers that it waited for have left their sections;
 * <li>if it takes memory from a slab, the step that gave this memory back.
 * </ul>
 *
 * <p>Writing after somebody has read, or written, is no dependency, and neither is using memory after it was freed: that is what races are made of.
 */
final class Causes {

    private final History history;
    private final Map<Integer, TreeSet<Integer>> causes = new TreeMap<>();
    /** The step that wrote each cell last; a cell of which identical threads have one each is one for each thread. */
    private final Map<List<Object>, Integer> written = new HashMap<>();
    private final Map<List<Object>, Integer> freed = new HashMap<>();
    /** For each step, of each thread the last step that happened before it, or 0: a vector clock. */
    private final int[][] clocks;

    private Causes(History history) {
        this.history = history;
        this.clocks = new int[history.size() + 1][history.threads()];
    }

    /** For each step that depends on steps of other threads, which these are, in ascending order; without those that follow from the others. */
    static Map<Integer, List<Integer>> of(History history) {
        Causes causes = new Causes(history);
        int[] last = new int[history.threads()];
        for (int n = 1; n <= history.size(); n++) {
            int thread = history.step(n).thread();
            causes.after(n, last[thread]);
            causes.step(n, history.step(n));
            last[thread] = n;
        }
        Map<Integer, List<Integer>> all = new TreeMap<>();
        causes.causes.forEach((step, on) -> all.put(step, List.copyOf(on)));
        return all;
    }

    private void step(int n, Execution.Step step) {
        Operation op = step.node().op();
        int thread = step.thread();
        if (op.cell() != null) {
            if (reads(op.kind())) {
                on(n, written.get(key(op.cell(), thread)));
            }
            if (step.edge() != null && writes(step, op)) {
                written.put(key(op.cell(), thread), n);
            }
        } else if (op.kind() == OpKind.WAIT) {
            for (Condition.Term term : op.condition().terms()) {
                on(n, written.get(key((Cell) term.cell(), thread)));
            }
        } else if (op.kind() == OpKind.SYNC_END) {
            readers(n, thread, op.a());
        } else if (op.kind() == OpKind.ALLOC) {
            on(n, freed.get(List.of(op.region().id, history.ownCopies(op.region()) ? thread : -1)));
        } else if (op.kind().frees() && step.edge() != null) {
            freed.put(List.of(op.region().id, history.ownCopies(op.region()) ? thread : -1), n);
        }
    }

    private void on(int step, Integer other) {
        if (other != null && clocks[step][history.step(other).thread()] < other) {
            causes.computeIfAbsent(step, n -> new TreeSet<>()).add(other);
            after(step, other);
        }
    }

    /** What happened before the other step happened before this one, and so did the other. */
    private void after(int step, int other) {
        for (int t = 0; t < history.threads(); t++) {
            clocks[step][t] = Math.max(clocks[step][t], clocks[other][t]);
        }
        if (other > 0) {
            clocks[step][history.step(other).thread()] = Math.max(clocks[step][history.step(other).thread()], other);
        }
    }

    private List<Object> key(Cell cell, int thread) {
        return List.of(cell.id, history.ownCopies(cell.region) ? thread : -1);
    }

    private static boolean reads(OpKind kind) {
        return kind != OpKind.STORE && kind != OpKind.ATOMIC_SET && kind != OpKind.UNLOCK;
    }

    /** Stores write whatever was there; what compares first, or adds, only if it changes something. */
    private static boolean writes(Execution.Step step, Operation op) {
        boolean always = op.kind() == OpKind.STORE || op.kind() == OpKind.XCHG || op.kind() == OpKind.ATOMIC_SET;
        return always || op.kind().writes()
                && step.before().state().get(op.cell(), step.thread()) != step.after().state().get(op.cell(), step.thread());
    }

    /** The steps at which those left their sections whom the grace period had to wait for. */
    private void readers(int end, int thread, int flavour) {
        int begin = history.last(end, s -> s.thread() == thread && s.node().op().kind() == OpKind.SYNC_BEGIN && s.node().op().a() == flavour);
        for (int n = begin + 1; begin > 0 && n < end; n++) {
            List<Integer> before = history.after(n - 1).state().waitsFor(thread, flavour);
            if (before.size() > history.after(n).state().waitsFor(thread, flavour).size()) {
                on(end, n);
            }
        }
    }
}
