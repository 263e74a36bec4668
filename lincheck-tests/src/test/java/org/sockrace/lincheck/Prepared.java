package org.sockrace.lincheck;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Supplier;
import org.jetbrains.lincheck.Lincheck;

/**
 * A race for Lincheck's general-purpose model checker, with a world for each execution. The worlds are made before: Lincheck takes what an
 * execution makes itself for its thread's own until it sees it shared, which it does not see in what lambdas and collections hold, and
 * does not switch where such a thing is accessed.
 */
abstract class Prepared<W> implements Runnable {

    /** An execution that fails is repeated to trace it. */
    private static final int REPEATED = 10;

    private final Queue<W> worlds = new ArrayDeque<>();
    private final int executions;

    Prepared(int executions, Supplier<W> world) {
        this.executions = executions;
        for (int i = 0; i < executions + REPEATED; i++) {
            worlds.add(world.get());
        }
    }

    @Override
    public final void run() {
        race(worlds.remove());
    }

    /** The race, and what must hold after it. */
    abstract void race(W world);

    /** Has Lincheck explore it. */
    final void check() {
        Lincheck.runConcurrentTest(executions, this);
    }
}
