package org.sockrace.search;

import org.sockrace.explore.Budget;
import org.sockrace.explore.Exploration;
import org.sockrace.reduce.Reductions;

/**
 * Visits every reachable state, level by level. Each worker owns the states whose hash is its own and hands the others on, so the visited set needs no
 * locks (Stern, Dill: Parallelizing the Murphi verifier, 1997).
 */
public final class BreadthFirst extends PackedEngine {

    private static final int MOST_WORKERS = 256;
    private final int threads;

    /**
     * A search by so many threads.
     *
     * @param threads at least 1; more than 256 are taken for 256
     */
    public BreadthFirst(Reductions reductions, int threads) {
        super(reductions);
        this.threads = Math.min(threads, MOST_WORKERS);
    }

    /**
     * One search of one model by one thread, whatever it reaches that the automata do not cover.
     *
     * @throws org.sockrace.explore.CutShortException if the budget is used up before there is a result
     */
    public static Exploration once(Model model, Budget budget) {
        return new LevelSearch(model, budget, 1).run();
    }

    @Override
    Exploration pass(Model model, Budget budget) {
        return new LevelSearch(model, budget, threads).run();
    }
}
