package org.sockrace.lincheck;

import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Options;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jetbrains.lincheck.datastructures.verifier.LinearizabilityVerifier;
import org.junit.jupiter.api.Test;

/**
 * Calls that Lincheck draws, with three threads: once with all interleavings up to a number, and once on real threads. Nobody chose these
 * races, so they look for what nobody suspects.
 */
class RandomCallsTest {

    private static final int SCENARIOS = 10;
    private static final int MODEL_CHECKED = 60;
    private static final int STRESSED = 1000;

    private static void strict(Options<?, ?> options, int invocations) {
        drawn(options, invocations).verifier(LinearizabilityVerifier.class).sequentialSpecification(Kernels.PlainSpecification.class)
                .check(RandomCalls.OneUnload.class);
    }

    private static void upToRefusals(Options<?, ?> options, int invocations) {
        drawn(options, invocations).verifier(UpToRefusals.class).sequentialSpecification(RandomCalls.OneDescriptorSpecification.class)
                .check(RandomCalls.OneDescriptor.class);
    }

    private static Options<?, ?> drawn(Options<?, ?> options, int invocations) {
        return options.iterations(SCENARIOS).invocationsPerIteration(invocations).threads(3).actorsPerThread(2).actorsBefore(1).actorsAfter(1);
    }

    private static ModelCheckingOptions modelChecking() {
        return Grain.MODULES_AND_SOCKETS.of(new ModelCheckingOptions());
    }

    @Test
    void linearizableIfNoCallFailsWithTheModuleInHand() {
        strict(modelChecking(), MODEL_CHECKED);
    }

    @Test
    void linearizableUpToRefusalsWhateverFails() {
        upToRefusals(modelChecking(), MODEL_CHECKED);
    }

    @Test
    void linearizableOnRealThreadsIfNoCallFailsWithTheModuleInHand() {
        strict(new StressOptions(), STRESSED);
    }

    @Test
    void linearizableUpToRefusalsOnRealThreadsWhateverFails() {
        upToRefusals(new StressOptions(), STRESSED);
    }
}
