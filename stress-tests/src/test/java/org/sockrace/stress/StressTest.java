package org.sockrace.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.infra.Status;
import org.openjdk.jcstress.infra.TestInfo;
import org.openjdk.jcstress.infra.collectors.TestResult;
import org.openjdk.jcstress.infra.runners.TestList;

/** Runs all jcstress tests in one process, and reports each as a test of its own. The pom says how long they run. */
class StressTest {

    @TestFactory
    Stream<DynamicTest> jcstress() throws Exception {
        SortedSet<String> tests = selected(property("jcstress.tests"));
        assertThat(tests).as("jcstress tests that match '%s'", property("jcstress.tests")).isNotEmpty();

        JcstressRun run = new JcstressRun(Path.of(property("jcstress.directory")));
        JcstressRun.Ended ended = run.run(command(), Duration.ofMinutes(Long.parseLong(property("jcstress.limit.minutes"))));

        Stream<DynamicTest> each = tests.stream().map(test -> DynamicTest.dynamicTest(test, () -> check(test, ended.results())));
        return Stream.concat(each, Stream.of(DynamicTest.dynamicTest("exit code",
                () -> assertThat(ended.exitCode()).as("exit code of jcstress%s", run.consoleTail()).isZero())));
    }

    private static String property(String name) {
        return System.getProperty(name, "");
    }

    private static SortedSet<String> selected(String regex) {
        Pattern pattern = Pattern.compile(regex);
        return TestList.tests().stream().filter(test -> pattern.matcher(test).find()).collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * One set of JVM options, because each more doubles the number of forks. Serial GC: there is no processor left for a concurrent one.
     */
    private static List<String> command() {
        List<String> command = new ArrayList<>(List.of(property("jcstress.java"), "--enable-native-access=ALL-UNNAMED",
                "-cp", property("surefire.test.class.path"), "org.openjdk.jcstress.Main",
                "-jvmArgs", "-XX:+UseSerialGC", "-sc", "false", "-f", property("jcstress.forks"),
                "-iters", property("jcstress.iterations"), "-time", property("jcstress.time"), "-r", "html"));
        if (!property("jcstress.tests").isEmpty()) {
            command.addAll(List.of("-t", property("jcstress.tests")));
        }
        return command;
    }

    private static void check(String test, List<TestResult> all) {
        List<TestResult> results = all.stream().filter(result -> result.getName().equals(test)).toList();
        assertThat(results).as("results: jcstress skips tests that it cannot schedule, and those that hang leave none")
                .hasSizeGreaterThanOrEqualTo(Integer.parseInt(property("jcstress.forks")));
        for (TestResult result : results) {
            assertThat(result.status()).as("%s %s", result.getMessages(), result.getVmErr()).isEqualTo(Status.NORMAL);
            assertThat(result.getTotalCount()).as("samples").isPositive();
            assertThat(result.grading().isPassed).as("%s", result.grading().failureMessages).isTrue();
        }
        if (mustBeInteresting(TestList.getInfo(test))) {
            assertThat(results).as("the defect was not seen in %d samples", results.stream().mapToLong(TestResult::getTotalCount).sum())
                    .anyMatch(result -> result.grading().hasInteresting);
        }
    }

    private static boolean mustBeInteresting(TestInfo info) {
        return Stream.concat(info.cases().stream(), Stream.of(info.unmatched()))
                .anyMatch(outcome -> outcome.expect() == Expect.ACCEPTABLE_INTERESTING);
    }
}
