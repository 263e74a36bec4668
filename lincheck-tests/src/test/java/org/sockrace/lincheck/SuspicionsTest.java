package org.sockrace.lincheck;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.verifier.Verifier;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What Lincheck's model checker says to each suspicion: the kernel as it is holds. */
class SuspicionsTest {

    /** Executions of each race on the kernel as it is: more than any twin needs to break. */
    private static final int HOLDS = 400;

    /** What Lincheck can check at one go; each go instruments all classes anew, which takes longer than a hundred executions. */
    private record Group(Class<? extends OnThreads> kernel, Class<? extends Specification> specification, Class<? extends Verifier> verifier, Grain grain) {

        static Group of(Suspicion suspicion) {
            return new Group(suspicion.kernel(), suspicion.specification(), suspicion.verifier(), suspicion.grain());
        }

        void check(List<Suspicion> suspicions) {
            Set<ExecutionScenario> scenarios = suspicions.stream().map(Suspicion::scenario).collect(Collectors.toCollection(LinkedHashSet::new));
            ModelCheckingOptions options = grain.of(new ModelCheckingOptions()).iterations(0).invocationsPerIteration(HOLDS)
                    .sequentialSpecification(specification).verifier(verifier);
            scenarios.forEach(options::addCustomScenario);
            options.check(kernel);
        }
    }

    @TestFactory
    Stream<DynamicTest> holds() {
        return Suspicion.ALL.stream().collect(groupingBy(Group::of, LinkedHashMap::new, Collectors.toList())).entrySet().stream()
                .map(group -> dynamicTest(group.getValue().stream().map(Suspicion::name).collect(joining("; ")),
                        () -> group.getKey().check(group.getValue())));
    }
}
