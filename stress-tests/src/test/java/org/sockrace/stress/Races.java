package org.sockrace.stress;

import java.util.List;
import java.util.stream.Collectors;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.infra.TestInfo;
import org.openjdk.jcstress.infra.runners.TestList;
import org.sockrace.mutate.Subject;

/** What jcstress is asked of the kernel as it is, as scenarios of the model: the same calls, and the same outcomes are allowed. */
final class Races {

    /** In the model what may fail need not; on real threads it always does. */
    private static final String NOTHING_FAILED = "; fd, EWOULDBLOCK allowed";

    private Races() { }

    /** Modules of users are no part of it. */
    static boolean isOfTheKernel(String test) {
        return test.contains("Suspicion_");
    }

    /** Those that the model can be asked. */
    static List<Subject> all() {
        return TestList.tests().stream().sorted().filter(Races::isOfTheKernel).filter(test -> Suite.testClass(test).isAnnotationPresent(Modelled.class))
                .map(test -> new Subject(name(test), program(test), false)).toList();
    }

    /** {@code 01} for {@code ...Suspicion_01_LookUpAgainstUnregister.Holds}. */
    static String name(String test) {
        return test.replaceFirst(".*Suspicion_(\\d+)_.*", "$1");
    }

    private static String program(String test) {
        String calls = Suite.testClass(test).getAnnotation(Modelled.class).value();
        TestInfo info = TestList.getInfo(test);
        return calls + (calls.contains("; outcome ") ? "" : "; outcome " + columns(calls))
                + info.cases().stream().filter(c -> c.expect() == Expect.ACCEPTABLE).map(c -> c.matchPattern().replace(", ok(, alone)?", ""))
                        .collect(Collectors.joining(" allowed; ", "; ", " allowed")) + (calls.contains("; faults ") ? NOTHING_FAILED : "");
    }

    /** The variables of the threads, in their order. */
    private static String columns(String calls) {
        String threads = calls.substring(calls.indexOf("T0:"));
        return List.of(threads.split("[;|:]")).stream().filter(call -> call.contains(" = ")).map(call -> call.split(" = ")[0].strip())
                .collect(Collectors.joining(", "));
    }
}
