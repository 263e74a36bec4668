package org.sockrace.lincheck;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What Lincheck's model checker says to each suspicion: the kernel as it is holds. */
class SuspicionsTest {

    @TestFactory
    Stream<DynamicTest> holds() {
        return Group.all().entrySet().stream().map(group -> dynamicTest(group.getValue().stream().map(Suspicion::name).collect(joining("; ")),
                () -> group.getKey().check(group.getValue(), group.getKey().verifier())));
    }
}
