package org.sockrace.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.sockrace.Golden;
import org.sockrace.SameOnEveryJdk;
import org.sockrace.explore.Progress;
import org.sockrace.machine.Property;
import org.sockrace.reduce.Reductions;
import org.sockrace.scenario.Catalogue;
import org.sockrace.scenario.CatalogueEntry;
import org.sockrace.scenario.Expectation;
import org.sockrace.scenario.Scenario;

/** The whole catalogue on the real engine: its expectations, its reductions against the plain search, its counterexamples replayed, its counts. */
@SameOnEveryJdk
class CatalogueCheckTest {

    /** Beyond this the plain search is not run to its end: the reductions are then compared with each other. */
    private static final long MOST_PLAIN_STATES = 1_500_000;
    private static final List<Reductions> REDUCTIONS = List.of(new Reductions(true, false), new Reductions(false, true), Reductions.ALL);
    private static final Map<Search, CheckReport> REPORTS = new ConcurrentHashMap<>();

    private static Stream<Scenario> scenarios() {
        return Catalogue.load().entries().stream().map(CatalogueEntry::scenario);
    }

    /** What was searched: several tests look at one report. */
    private record Search(String scenario, Reductions reductions) { }

    /** All searches without counterexamples, on all processors. */
    @BeforeAll
    static void searchAll() {
        List<Reductions> reductions = Stream.concat(Stream.of(Reductions.NONE), REDUCTIONS.stream()).toList();
        scenarios().toList().parallelStream().forEach(s -> reductions.forEach(r -> REPORTS.put(new Search(s.name(), r), search(s, r, false))));
    }

    @AfterAll
    static void forget() {
        REPORTS.clear();
    }

    private static CheckReport check(Scenario scenario, Reductions reductions, boolean counterexamples) {
        CheckReport report = counterexamples ? null : REPORTS.get(new Search(scenario.name(), reductions));
        return report != null ? report : search(scenario, reductions, counterexamples);
    }

    private static CheckReport search(Scenario scenario, Reductions reductions, boolean counterexamples) {
        return Checker.check(scenario, options(reductions, counterexamples), Progress.NONE);
    }

    private static CheckOptions options(Reductions reductions, boolean counterexamples) {
        CheckOptions options = CheckOptions.DEFAULT.with(reductions).withLimits(MOST_PLAIN_STATES, 0, 0);
        return counterexamples ? options : options.withoutCounterexamples();
    }

    private static Set<Property> broken(CheckReport report) {
        return report.violations().stream().map(Violation::property).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> reached(CheckReport report) {
        return report.outcomes().stream().filter(o -> o.count() > 0).map(o -> o.values().toString()).collect(Collectors.toCollection(TreeSet::new));
    }

    @TestFactory
    Stream<DynamicTest> everyScenarioComesOutAsItSays() {
        return scenarios().map(s -> DynamicTest.dynamicTest(s.name(), () -> {
            CheckReport report = check(s, Reductions.ALL, false);
            assertThat(report.exhaustive()).isEqualTo(s.expectation().kind() != Expectation.Kind.BOUNDED);
            assertThat(report.verdict().name()).isEqualTo(s.expectation().kind().name());
            assertThat(broken(report)).containsExactlyInAnyOrderElementsOf(s.expectation().properties());
        }));
    }

    @TestFactory
    Stream<DynamicTest> everyReductionGivesTheSameVerdictAndOutcomesAsThePlainSearch() {
        return scenarios().map(s -> DynamicTest.dynamicTest(s.name(), () -> {
            CheckReport plain = check(s, Reductions.NONE, false);
            CheckReport reference = plain.exhaustive() ? plain : check(s, new Reductions(true, false), false);
            for (Reductions reductions : REDUCTIONS) {
                CheckReport report = check(s, reductions, false);
                if (reference.exhaustive()) {
                    assertThat(broken(report)).as(reductions.toString()).isEqualTo(broken(reference));
                    assertThat(reached(report)).as(reductions.toString()).isEqualTo(reached(reference));
                    assertThat(report.verdict()).isEqualTo(reference.verdict());
                }
            }
        }));
    }

    @TestFactory
    Stream<DynamicTest> everyViolationIsReproducedByItsReplayId() {
        return scenarios().filter(s -> s.expectation().kind() != Expectation.Kind.HOLDS).map(s -> DynamicTest.dynamicTest(s.name(), () -> {
            for (Violation violation : check(s, Reductions.ALL, true).violations()) {
                assertThat(violation.counterexample()).as(violation.property() + ": " + violation.message()).isNotNull();
                Replay replay = Checker.replay(s, violation.counterexample().replay());
                Violation again = replay.violations().stream().filter(v -> v.property() == violation.property()).findFirst().orElseThrow();
                assertThat(again.message()).isEqualTo(violation.message());
                assertThat(again.counterexample().minimal()).as("nobody searched").isFalse();
                assertThat(again.counterexample().replay()).isEqualTo(violation.counterexample().replay());
            }
        }));
    }

    @Test
    void countsAreWhatTheyWere() {
        StringBuilder counts = new StringBuilder("scenario plain-states plain-transitions reduced-states reduced-transitions\n");
        scenarios().forEach(s -> {
            CheckReport plain = check(s, Reductions.NONE, false);
            CheckReport reduced = check(s, Reductions.ALL, false);
            counts.append(s.name()).append(' ').append(plain.exhaustive() ? plain.states() + " " + plain.transitions() : "more more").append(' ')
                    .append(reduced.states()).append(' ').append(reduced.transitions()).append('\n');
        });
        Golden.check("catalogue-counts.txt", counts.toString());
    }

    /** One that no scenario needs would hide the next race at its place. */
    @Test
    void everyRaceThatIsDeclaredBenignHappens() {
        Set<String> happening = scenarios().flatMap(s -> check(s, Reductions.ALL, false).races().stream()).collect(Collectors.toCollection(TreeSet::new));
        assertThat(Checker.benignRaces()).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(happening);
    }

    @Test
    void whatBreaksIsExactlyWhatBrokeBefore() {
        StringBuilder text = new StringBuilder();
        scenarios().filter(s -> s.expectation().kind() != Expectation.Kind.HOLDS).forEach(s -> text.append(s.name()).append(':')
                .append(broken(check(s, Reductions.ALL, false)).stream().map(p -> " " + p.id()).collect(Collectors.joining())).append('\n'));
        Golden.check("catalogue-breaks.txt", text.toString());
    }

    @Test
    void depthFirstFindsTheSame() {
        scenarios().filter(s -> s.threadCount() <= 2).forEach(s -> {
            CheckOptions options = CheckOptions.DEFAULT.with(EngineKind.DEPTH_FIRST).withoutCounterexamples();
            CheckReport depth = Checker.check(s, options, Progress.NONE);
            CheckReport breadth = check(s, Reductions.ALL, false);
            assertThat(depth.states()).as(s.name()).isEqualTo(breadth.states());
            assertThat(broken(depth)).isEqualTo(broken(breadth));
            assertThat(reached(depth)).isEqualTo(reached(breadth));
        });
    }

    @Test
    void aSearchByPreemptionsFindsTheSame() {
        scenarios().filter(s -> s.threadCount() <= 2).forEach(s -> {
            CheckReport all = Checker.check(s, CheckOptions.DEFAULT.with(EngineKind.BY_PREEMPTIONS).withoutCounterexamples(), Progress.NONE);
            CheckReport breadth = check(s, Reductions.ALL, false);
            assertThat(all.verdict()).as(s.name()).isEqualTo(breadth.verdict());
            assertThat(all.exhaustive()).isEqualTo(breadth.exhaustive());
            assertThat(broken(all)).isEqualTo(broken(breadth));
            assertThat(reached(all)).isEqualTo(reached(breadth));
        });
    }

    @Test
    void twoWorkersFindTheSame() {
        scenarios().forEach(s -> {
            CheckReport two = Checker.check(s, options(Reductions.ALL, false).withWorkers(2), Progress.NONE);
            CheckReport one = check(s, Reductions.ALL, false);
            assertThat(two.states()).as(s.name()).isEqualTo(one.states());
            assertThat(two.transitions()).isEqualTo(one.transitions());
            assertThat(two.outcomes()).isEqualTo(one.outcomes());
            assertThat(broken(two)).isEqualTo(broken(one));
        });
    }
}
