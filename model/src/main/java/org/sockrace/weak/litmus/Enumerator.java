package org.sockrace.weak.litmus;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.sockrace.weak.graph.Execution;
import org.sockrace.weak.graph.Relation;
import org.sockrace.weak.litmus.Condition.Item;
import org.sockrace.weak.litmus.ReadsFromSearch.Assignment;

/**
 * Enumerates the candidate executions of a test, as herd7 does: every path of each thread, every reads-from, every coherence order. Exhaustive. What no
 * model allows because a location would not be coherent, or an operation not atomic, is left out while it is built.
 */
final class Enumerator {

    private final LitmusTest test;
    private final boolean incoherentToo;
    private final BooleanSupplier cancelled;
    private final Visitor visitor;
    private final List<List<ThreadPath>> paths = new ArrayList<>();
    private boolean wildPointers;
    private boolean stopped;

    /** Gets the candidates. */
    interface Visitor {

        /**
         * A candidate that passes the filter.
         *
         * @param combination the paths whose skeleton it has
         * @param satisfies whether its final state satisfies the condition
         * @return whether to go on
         */
        boolean candidate(PathCombination combination, Execution execution, Condition.State end, boolean satisfies);
    }

    /**
     * An enumeration.
     *
     * @param incoherentToo whether candidates are wanted as well that are not coherent, or not atomic
     * @param cancelled whether to stop
     */
    Enumerator(LitmusTest test, boolean incoherentToo, BooleanSupplier cancelled, Visitor visitor) {
        this.test = test;
        this.incoherentToo = incoherentToo;
        this.cancelled = cancelled;
        this.visitor = visitor;
        for (int t = 0; t < test.threads().size(); t++) {
            paths.add(PathBuilder.paths(t, test.threads().get(t)));
        }
    }

    /** Enumerates all candidates; whether it was neither cancelled nor told to stop. */
    boolean run() {
        combine(new ArrayList<>());
        return !stopped;
    }

    private boolean isStopped() {
        stopped |= cancelled.getAsBoolean();
        return stopped;
    }

    /** Whether executions were left out that use as an address what is none. */
    boolean wildPointers() {
        return wildPointers;
    }

    private void combine(List<ThreadPath> so) {
        if (so.size() == paths.size()) {
            PathCombination combination = new PathCombination(test, so);
            wildPointers |= new ReadsFromSearch(combination, incoherentToo, this::isStopped, rf -> order(combination, rf)).search();
            return;
        }
        for (ThreadPath path : paths.get(so.size())) {
            if (!stopped) {
                so.add(path);
                combine(so);
                so.remove(so.size() - 1);
            }
        }
    }

    private void order(PathCombination combination, Assignment rf) {
        if (stopped) {
            return;
        }
        CoherenceOrders[] orders = new CoherenceOrders[combination.variables()];
        for (int location = 0; location < orders.length; location++) {
            orders[location] = new CoherenceOrders(combination, rf, location, incoherentToo);
            if (!orders[location].possible()) {
                return;
            }
        }
        Relation reads = new Relation(combination.size());
        for (int e = combination.variables(); e < combination.size(); e++) {
            if (rf.rf()[e] != ReadsFromSearch.OPEN) {
                reads.add(rf.rf()[e], e);
            }
        }
        int[][] chosen = new int[orders.length][];
        choose(orders, 0, chosen, () -> judge(combination, rf, reads, chosen));
    }

    /** Chooses an order for that location and those behind it. */
    private void choose(CoherenceOrders[] orders, int location, int[][] chosen, Runnable done) {
        if (location == orders.length) {
            done.run();
            return;
        }
        orders[location].each(() -> stopped, order -> {
            chosen[location] = order;
            choose(orders, location + 1, chosen, done);
        });
    }

    private void judge(PathCombination combination, Assignment rf, Relation reads, int[][] orders) {
        int[] last = new int[orders.length];
        for (int location = 0; location < last.length; location++) {
            last[location] = orders[location][orders[location].length - 1];
        }
        Condition.State end = item -> item.shared() ? rf.value()[last[test.locations().of(item.name())]] : register(combination, rf, item);
        if (!test.question().filter().holds(end)) {
            return;
        }
        Relation co = new Relation(combination.size());
        for (int[] order : orders) {
            for (int later = 1; later < order.length; later++) {
                for (int earlier = 0; earlier < later; earlier++) {
                    co.add(order[earlier], order[later]);
                }
            }
        }
        Execution execution = new Execution(combination.skeleton(), rf.location(), rf.value(), reads, co);
        stopped |= !visitor.candidate(combination, execution, end, test.question().condition().holds(end)) || cancelled.getAsBoolean();
    }

    private static long register(PathCombination combination, Assignment rf, Item item) {
        Term term = combination.paths().get(item.thread()).registers().getOrDefault(item.name(), Operand.ZERO.term());
        return term.value(rf.value(), combination.base(item.thread()));
    }
}
