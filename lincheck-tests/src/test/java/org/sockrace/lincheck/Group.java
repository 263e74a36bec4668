package org.sockrace.lincheck;

import static java.util.stream.Collectors.groupingBy;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.verifier.Verifier;

/** What Lincheck can check at one go; each go instruments all classes anew, which takes longer than a hundred executions. */
record Group(Class<? extends OnThreads> kernel, Class<? extends Specification> specification, Class<? extends Verifier> verifier, Grain grain) {

    /** Executions of each race on the kernel as it is: more than any twin needs to break. */
    static final int HOLDS = 400;

    /** All suspicions. */
    static Map<Group, List<Suspicion>> all() {
        return Suspicion.ALL.stream().collect(groupingBy(Group::of, LinkedHashMap::new, Collectors.toList()));
    }

    private static Group of(Suspicion suspicion) {
        return new Group(suspicion.kernel(), suspicion.specification(), suspicion.verifier(), suspicion.grain());
    }

    /** Checks suspicions of this group, with the group's verifier or one that does the same. */
    void check(List<Suspicion> suspicions, Class<? extends Verifier> with) {
        Set<ExecutionScenario> scenarios = suspicions.stream().map(Suspicion::scenario).collect(Collectors.toCollection(LinkedHashSet::new));
        ModelCheckingOptions options = grain.of(new ModelCheckingOptions()).iterations(0).invocationsPerIteration(HOLDS)
                .sequentialSpecification(specification).verifier(with);
        scenarios.forEach(options::addCustomScenario);
        options.check(kernel);
    }
}
