package org.sockrace.lincheck;

import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionResult;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.lincheck.datastructures.verifier.LinearizabilityVerifier;
import org.jetbrains.lincheck.datastructures.verifier.Verifier;

/**
 * Counts the executions in which nothing was found: Lincheck asks its verifier after each of those, and tells nobody how many they were.
 * The count is one for all, as Lincheck runs one check at a time and makes its verifiers itself.
 */
abstract class Counted implements Verifier {

    private static final AtomicInteger SOUND = new AtomicInteger();

    private final Verifier verifier;

    private Counted(Verifier verifier) {
        this.verifier = verifier;
    }

    static void reset() {
        SOUND.set(0);
    }

    /** How many since {@link #reset}. */
    static int sound() {
        return SOUND.get();
    }

    /** The same verifier with a count. */
    static Class<? extends Verifier> counting(Class<? extends Verifier> verifier) {
        return verifier == UpToRefusals.class ? Refusals.class : Strict.class;
    }

    @Override
    public boolean verifyResults(ExecutionScenario scenario, ExecutionResult results) {
        boolean sound = verifier.verifyResults(scenario, results);
        if (sound) {
            SOUND.incrementAndGet();
        }
        return sound;
    }

    /** Linearizability. */
    public static final class Strict extends Counted {
        /** Made by Lincheck. */
        public Strict(Class<?> sequentialSpecification) {
            super(new LinearizabilityVerifier(sequentialSpecification));
        }
    }

    /** Linearizability up to refusals. */
    public static final class Refusals extends Counted {
        /** Made by Lincheck. */
        public Refusals(Class<?> sequentialSpecification) {
            super(new UpToRefusals(sequentialSpecification));
        }
    }
}
