package org.sockrace.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestReporter;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.sockrace.scenario.CallKind;
import org.sockrace.scenario.Scenario;
import org.sockrace.testing.Race;
import org.sockrace.testing.RaceCheck;

/** The tests of a user's project, as JUnit runs them: which pass, which fail with what, and what is in the report. */
class RaceTestTest {

    /** What came of each test, by its name with those of its containers. */
    private static final class Results implements TestExecutionListener {

        private final Map<String, TestExecutionResult> results = new TreeMap<>();
        private final List<Map<String, String>> entries = new ArrayList<>();

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            if (test.isTest() || result.getStatus() != TestExecutionResult.Status.SUCCESSFUL) {
                results.put(test.getDisplayName(), result);
            }
        }

        @Override
        public void reportingEntryPublished(TestIdentifier test, ReportEntry entry) {
            entries.add(entry.getKeyValuePairs());
        }

        TestExecutionResult.Status status(String name) {
            assertThat(results).containsKey(name);
            return results.get(name).getStatus();
        }

        String message(String name) {
            assertThat(results).containsKey(name);
            return results.get(name).getThrowable().orElseThrow().getMessage();
        }
    }

    private static Results run(Class<?> tests) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request().selectors(selectClass(tests)).build();
        Results results = new Results();
        LauncherFactory.create().execute(request, results);
        return results;
    }

    /** Whatever the method asserts comes after what the scenario expects. */
    static class Methods {

        @RaceTest({"rmmod-vs-socket", "inet-vs-rmmod"})
        void catalogue() { }

        @RaceTest(programs = "scenario wrong; module toy family=PF_TOY; T0: s = socket(PF_TOY) || T1: r = rmmod(toy); never fd, EWOULDBLOCK")
        void breaks() { }

        @RaceTest(programs = "scenario cut; module toy family=PF_TOY; T0: s = socket(PF_TOY) || T1: r = rmmod(toy)", maxStates = 20)
        void cutShort() { }

        @RaceTest(programs = "scenario large; module toy family=PF_TOY; T0: s = socket(PF_TOY) || T1: r = rmmod(toy); expect bounded", maxStates = 20)
        void bounded() { }

        @RaceTest(files = "src/test/resources/races", resources = "races/socket-pins-its-module.race")
        void asserts(Race race, RaceCheck check, Scenario scenario) {
            assertThat(race.scenario()).isSameAs(scenario).isSameAs(check.scenario());
            check.assertOutcomes("fd,EWOULDBLOCK", "EAFNOSUPPORT,0");
        }

        @RaceTest(method = "made")
        void fromJava() { }

        static Stream<Scenario> made() {
            return Stream.of(Scenario.named("made").thread("T0", t -> t.call(CallKind.CLOSE, 3)).build());
        }
    }

    @Test
    void eachScenarioIsATest() {
        Results of = run(Methods.class);
        assertThat(of.status("[1] rmmod-vs-socket, expected: holds")).isEqualTo(TestExecutionResult.Status.SUCCESSFUL);
        String inet = of.results.keySet().stream().filter(name -> name.startsWith("[2] inet-vs-rmmod, expected: breaks ")).findFirst().orElseThrow();
        assertThat(of.status(inet)).isEqualTo(TestExecutionResult.Status.SUCCESSFUL);
        assertThat(of.message("[1] wrong, expected: holds")).contains("wrong should hold, but breaks outcomes", "BUG: sockrace: wrong outcome",
                "replay    sockrace replay -e ", "rmmod(toy)");
        assertThat(of.message("[1] cut, expected: holds")).contains("not everything was searched (");
        assertThat(of.status("[1] large, expected: bounded")).isEqualTo(TestExecutionResult.Status.ABORTED);
        assertThat(of.message("[1] large, expected: bounded")).contains("no proof");
        assertThat(of.status("[3] socket-pins-its-module, expected: holds")).isEqualTo(TestExecutionResult.Status.SUCCESSFUL);
        assertThat(of.message("[1] nobody-pins-the-module, expected: breaks no-use-after-unload, unregister-contract"))
                .contains("nobody-pins-the-module has other outcomes: ");
        assertThat(of.status("[1] made, expected: holds")).isEqualTo(TestExecutionResult.Status.SUCCESSFUL);
        assertThat(of.results).hasSize(9);
        assertThat(of.entries).anySatisfy(entry -> assertThat(entry).containsEntry("scenario", "inet-vs-rmmod")
                .containsEntry("verdict", "breaks, exhaustive").containsEntry("replay", "sockrace replay inet-vs-rmmod:0x24,1x46,0"));
    }

    static class Files {

        @TestFactory
        Stream<DynamicNode> onClassPath() {
            return RaceFiles.onClassPath("races");
        }

        @TestFactory
        Stream<DynamicNode> damaged(TestReporter reporter) {
            return RaceFiles.in(Path.of("src/test/resources/races-damaged"), reporter);
        }
    }

    @Test
    void eachPropertyOfAFileIsATest() {
        Results of = run(Files.class);
        assertThat(of.status("no-use-after-unload breaks")).isEqualTo(TestExecutionResult.Status.SUCCESSFUL);
        assertThat(of.status("unregister-contract breaks")).isEqualTo(TestExecutionResult.Status.SUCCESSFUL);
        assertThat(of.status("no-deadlock holds")).isEqualTo(TestExecutionResult.Status.SUCCESSFUL);
        assertThat(of.message("unreadable")).contains("unknown call 'sockt'", "did you mean 'socket'?");
        assertThat(of.message("outcomes holds")).contains("outcomes in wrong-outcome: ", "BUG: sockrace: wrong outcome", "replay    sockrace replay -f ");
        assertThat(of.entries).anySatisfy(entry -> assertThat(entry).containsEntry("scenario", "wrong-outcome").containsKey("replay"));
    }

    static class Mistakes {

        @RaceTest
        void nothing() { }

        @RaceTest(method = "none")
        void noMethod() { }

        @RaceTest("nobody")
        void noScenario() { }
    }

    @Test
    void mistakesAreSaid() {
        Results of = run(Mistakes.class);
        assertThat(of.message("nothing()")).startsWith("@RaceTest names no scenario");
        assertThat(of.message("noMethod()")).contains("has no method none without parameters");
        assertThat(of.message("noScenario()")).isEqualTo("no scenario matches 'nobody' (sockrace list shows all)");
    }
}
