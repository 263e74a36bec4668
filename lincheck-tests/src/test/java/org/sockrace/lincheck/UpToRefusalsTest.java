package org.sockrace.lincheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.sockrace.lincheck.Race.after;
import static org.sockrace.lincheck.Race.builtInSocket;
import static org.sockrace.lincheck.Race.close;
import static org.sockrace.lincheck.Race.dup;
import static org.sockrace.lincheck.Race.race;
import static org.sockrace.lincheck.Race.insmod;
import static org.sockrace.lincheck.Race.register;
import static org.sockrace.lincheck.Race.rmmod;
import static org.sockrace.lincheck.Race.socket;

import java.util.List;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionResult;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.kotlinx.lincheck.execution.HBClock;
import org.jetbrains.kotlinx.lincheck.execution.ResultWithClock;
import org.jetbrains.kotlinx.lincheck.util.ValueResult;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.verifier.LinearizabilityVerifier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The kernel is not linearizable: a socket() that fails holds the module for a moment, and a rmmod that meets it is refused although no
 * order of the two explains that. What holds instead is {@link UpToRefusals}, and that must still refuse what is wrong.
 */
class UpToRefusalsTest {

    private static final ExecutionScenario FAILS_AGAINST_RMMOD = race(List.of(socket(1)), List.of(rmmod(2)));

    private final UpToRefusals verifier = new UpToRefusals(Kernels.CreateFailsSpecification.class);

    private static ModelCheckingOptions options() {
        return Grain.MODULES_AND_SOCKETS.of(new ModelCheckingOptions()).iterations(0).invocationsPerIteration(1000);
    }

    /** A verifier can be made only after Lincheck has prepared its classes, which any check does, however short. */
    @BeforeAll
    static void lincheckIsPrepared() {
        options().sequentialSpecification(Kernels.CreateFailsSpecification.class).check(Kernels.CreateFails.class);
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private static ExecutionResult results(List<ResultWithClock>... threads) {
        return new ExecutionResult(List.of(), List.of(threads), List.of());
    }

    /** A result, and how many calls of each thread had returned when the call began. */
    private static ResultWithClock returned(String result, int... before) {
        return new ResultWithClock(new ValueResult(result), new HBClock(before));
    }

    // ---- the kernel ----------------------------------------------------------------------------------------------------

    @Test
    void theKernelIsNotLinearizable() {
        ModelCheckingOptions strict = options().sequentialSpecification(Kernels.CreateFailsSpecification.class)
                .verifier(Counted.counting(LinearizabilityVerifier.class)).addCustomScenario(FAILS_AGAINST_RMMOD);

        Failures.check("not-linearizable.txt", strict, Kernels.CreateFails.class);
    }

    /** dup takes the file and then a number; in between the old number may have become free, and then it gets that one again. */
    @Test
    void norIsDup() {
        ModelCheckingOptions strict = Grain.WITH_SHARED_FILES.of(new ModelCheckingOptions()).iterations(0).invocationsPerIteration(1000)
                .sequentialSpecification(Kernels.SharingSpecification.class).verifier(Counted.counting(LinearizabilityVerifier.class))
                .addCustomScenario(after(List.of(socket(1)), List.of(dup(1, 3)), List.of(close(2, 3))));

        Failures.check("dup-is-not-atomic.txt", strict, Kernels.Sharing.class);
    }

    /** Until 5.3 delete_module wakes nobody: an insmod that has found the module on its way out sleeps until another module is loaded. */
    @Test
    void anOldKernelForgetsWhoWaits() {
        ModelCheckingOptions options = options().sequentialSpecification(Kernels.PlainSpecification.class).verifier(Counted.counting(UpToRefusals.class))
                .addCustomScenario(race(List.of(rmmod(1)), List.of(insmod(2))));

        Failures.check("rmmod-wakes-nobody.txt", options, Kernels.Plain.class);
    }

    @Test
    void aKernelThatIsWrongIsRefused() {
        ModelCheckingOptions upToRefusals = options().sequentialSpecification(Kernels.PlainSpecification.class).verifier(UpToRefusals.class)
                .addCustomScenario(race(List.of(register(1)), List.of(register(2)), List.of(builtInSocket(3))));

        LincheckAssertionError found = assertThrows(LincheckAssertionError.class, () -> upToRefusals.check(Twins.NoFamilyLock.class));

        assertThat(found).hasMessageContaining("Invalid execution results");
    }

    // ---- the verifier --------------------------------------------------------------------------------------------------

    @Test
    void aRefusalThatACreatorOverlappedIsNoMistake() {
        ExecutionResult overlapping = results(List.of(returned("ENOBUFS", 0, 0)), List.of(returned("EWOULDBLOCK", 0, 0)));

        assertThat(verifier.verifyResults(FAILS_AGAINST_RMMOD, overlapping)).isTrue();
        assertThat(new LinearizabilityVerifier(Kernels.CreateFailsSpecification.class).verifyResults(FAILS_AGAINST_RMMOD, overlapping)).isFalse();
    }

    @Test
    void aRefusalThatNobodyOverlappedIsOne() {
        assertThat(verifier.verifyResults(FAILS_AGAINST_RMMOD, results(List.of(returned("ENOBUFS", 0, 0)), List.of(returned("EWOULDBLOCK", 1, 0)))))
                .as("the creator had returned").isFalse();
        assertThat(verifier.verifyResults(FAILS_AGAINST_RMMOD, results(List.of(returned("ENOBUFS", 0, 1)), List.of(returned("EWOULDBLOCK", 0, 0)))))
                .as("the creator had not begun").isFalse();
    }

    @Test
    void aRefusalThatOnlyAnotherUnloadOverlappedIsOne() {
        ExecutionScenario twoUnloads = race(List.of(rmmod(1)), List.of(rmmod(2)));

        assertThat(verifier.verifyResults(twoUnloads, results(List.of(returned("0", 0, 0)), List.of(returned("EBUSY", 0, 0))))).isTrue();
        assertThat(verifier.verifyResults(twoUnloads, results(List.of(returned("0", 0, 0)), List.of(returned("EWOULDBLOCK", 0, 0))))).isFalse();
    }

    @Test
    void theRestMustBeLinearizable() {
        ExecutionResult nobodyUnloaded = results(List.of(returned("EAFNOSUPPORT", 0, 0)), List.of(returned("EWOULDBLOCK", 0, 0)));

        assertThat(verifier.verifyResults(FAILS_AGAINST_RMMOD, nobodyUnloaded)).isFalse();
    }

    @Test
    void whoCameAfterARefusalHasOneCallLessBehindHim() {
        ExecutionScenario twice = race(List.of(socket(1), socket(1)), List.of(rmmod(2), rmmod(2)));

        assertThat(verifier.verifyResults(twice, results(
                List.of(returned("ENOBUFS", 0, 0), returned("EAFNOSUPPORT", 1, 2)),
                List.of(returned("EWOULDBLOCK", 0, 0), returned("0", 0, 1))))).isTrue();
        assertThat(verifier.verifyResults(twice, results(
                List.of(returned("ENOBUFS", 0, 0), returned("ENOBUFS", 1, 2)),
                List.of(returned("EWOULDBLOCK", 0, 0), returned("0", 0, 1))))).as("the family was there after rmmod").isFalse();
    }
}
