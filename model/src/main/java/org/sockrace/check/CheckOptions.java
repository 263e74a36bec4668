package org.sockrace.check;

import java.util.function.BooleanSupplier;
import org.sockrace.search.Reductions;

/**
 * How to search.
 *
 * @param reductions which reductions to use
 * @param workers how many threads search one scenario, at least 1
 * @param depthFirst depth-first rather than breadth-first
 * @param maxStates stop after so many states; 0 for no limit
 * @param maxMemory stop when the visited set takes more bytes; 0 for no limit but the heap's
 * @param maxSeconds stop after so many seconds; 0 for no limit
 * @param counterexamples whether to look for the shortest counterexample of each violation
 * @param cancelled polled while searching; true stops it soon
 */
public record CheckOptions(Reductions reductions, int workers, boolean depthFirst, long maxStates, long maxMemory, double maxSeconds,
                           boolean counterexamples, BooleanSupplier cancelled) {

    /** Everything on, one worker, no limits. */
    public static final CheckOptions DEFAULT = new CheckOptions(Reductions.ALL, 1, false, 0, 0, 0, true, () -> false);

    /** The same with other reductions. */
    public CheckOptions with(Reductions other) {
        return new CheckOptions(other, workers, depthFirst, maxStates, maxMemory, maxSeconds, counterexamples, cancelled);
    }

    /** The same with so many workers. */
    public CheckOptions withWorkers(int n) {
        return new CheckOptions(reductions, n, depthFirst, maxStates, maxMemory, maxSeconds, counterexamples, cancelled);
    }

    /** The same without looking for counterexamples. */
    public CheckOptions withoutCounterexamples() {
        return new CheckOptions(reductions, workers, depthFirst, maxStates, maxMemory, maxSeconds, false, cancelled);
    }
}
