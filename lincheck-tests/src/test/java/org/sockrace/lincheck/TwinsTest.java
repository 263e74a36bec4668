package org.sockrace.lincheck;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.Locale;
import java.util.stream.Stream;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A kernel with a defect breaks, in the same execution and with the same trace every time. */
class TwinsTest {

    /** Executions in which a twin must have broken. */
    private static final int BREAKS = 1000;

    @TestFactory
    Stream<DynamicTest> breaks() {
        return Suspicion.ALL.stream().flatMap(suspicion -> suspicion.twins().stream()
                .map(twin -> dynamicTest(suspicion.name() + ": " + twin.getSimpleName(), () -> breaks(suspicion, twin))));
    }

    private static void breaks(Suspicion suspicion, Class<? extends OnThreads> twin) {
        ModelCheckingOptions options = suspicion.grain().of(new ModelCheckingOptions()).iterations(0).invocationsPerIteration(BREAKS)
                .sequentialSpecification(suspicion.specification()).verifier(Counted.counting(suspicion.verifier()))
                .addCustomScenario(suspicion.scenario());
        String name = (suspicion.name() + " " + twin.getSimpleName()).replace(",", "").replace(' ', '-').toLowerCase(Locale.ROOT);
        Failures.check(name + ".txt", options, twin);
    }
}
