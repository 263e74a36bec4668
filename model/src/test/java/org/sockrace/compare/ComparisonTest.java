package org.sockrace.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.sockrace.check.CheckOptions;
import org.sockrace.check.CheckReport;
import org.sockrace.check.Checker;
import org.sockrace.check.Outcome;
import org.sockrace.explore.Progress;
import org.sockrace.compare.Comparison.Model;
import org.sockrace.compare.Comparison.Row;
import org.sockrace.compare.Comparison.Verdict;
import org.sockrace.machine.Property;
import org.sockrace.report.Samples;
import org.sockrace.scenario.Catalogue;
import org.sockrace.scenario.CatalogueEntry;
import org.sockrace.scenario.Scenario;
import org.sockrace.scenario.ScenarioParser;

/** What was seen against what the real engine finds. */
class ComparisonTest {

    private static final long FEW_STATES = 5_000;

    private static Scenario named(String name) {
        return Catalogue.load().matching(name).get(0).scenario();
    }

    private static CheckOptions most(long states) {
        return CheckOptions.DEFAULT.withLimits(states, 0, 0).withoutCounterexamples();
    }

    private static Comparison compare(Scenario scenario, long states, List<String> seen) {
        ObservedOutcomes observed = new ObservedOutcomes(scenario);
        observed.add(seen, 10);
        return Comparison.of(scenario, most(states), observed);
    }

    private static Comparison compare(Scenario scenario, List<String> seen) {
        return compare(scenario, 0, seen);
    }

    @Test
    void whatIsPossibleAgrees() {
        Comparison c = Comparison.of(Samples.RMMOD, CheckOptions.DEFAULT, Samples.observed(5, 7));
        assertThat(c.verdict()).isEqualTo(Verdict.AGREES);
        assertThat(c.samples()).isEqualTo(12);
        assertThat(c.rows()).extracting(Row::samples).containsExactly(7L, 5L);
        assertThat(c.rows()).extracting(Row::model).containsOnly(Model.POSSIBLE);
        assertThat(c.notSeen()).isZero();
    }

    @Test
    void whatWasNotSeenIsListedLast() {
        Comparison c = Comparison.of(Samples.RMMOD, CheckOptions.DEFAULT, Samples.observed(5));
        assertThat(c.verdict()).isEqualTo(Verdict.AGREES);
        assertThat(c.rows()).containsExactly(
                new Row(List.of("fd", "EWOULDBLOCK"), 5, Model.POSSIBLE, Outcome.Grade.ACCEPTABLE, "socket() pinned the module first"),
                new Row(List.of("EAFNOSUPPORT", "0"), 0, Model.POSSIBLE, Outcome.Grade.ACCEPTABLE, "rmmod won"));
        assertThat(c.notSeen()).isOne();
    }

    @Test
    void whatIsImpossibleIsAnErrorInTheModel() {
        Comparison c = Comparison.of(Samples.RMMOD, CheckOptions.DEFAULT, Samples.observed(5, 0, 1));
        assertThat(c.verdict()).isEqualTo(Verdict.DIFFERS);
        assertThat(c.rows().get(0))
                .isEqualTo(new Row(List.of("fd", "0"), 1, Model.IMPOSSIBLE, Outcome.Grade.FORBIDDEN, "the module is gone, its socket lives"));
        assertThat(c.observed(Model.IMPOSSIBLE)).isOne();
    }

    @Test
    void aRowWithAnyResultDoesNotMakeItsOutcomesPossible() {
        Scenario any = ScenarioParser.parse("""
                module af_packet
                T0: s = socket(PF_PACKET, SOCK_RAW, 0)
                T1: r = rmmod(af_packet)
                outcome s, r
                  fd, EAGAIN acceptable "socket() pinned the module first"
                  *,  *      allowed    "anything"
                """, "", "x");
        Comparison c = compare(any, List.of("fd", "0"));
        assertThat(c.verdict()).isEqualTo(Verdict.DIFFERS);
        assertThat(c.rows()).extracting(row -> row.values().get(1) + " " + row.grade().id() + " " + row.description())
                .containsExactly("0 allowed anything", "0 allowed anything", "EWOULDBLOCK acceptable socket() pinned the module first");
    }

    @Test
    void aSearchCutShortProvesNothingAgainstWhatItHasNotReached() {
        Comparison c = compare(Samples.RMMOD, 10, List.of("fd", "0"));
        assertThat(c.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(c.rows().get(0).model()).isEqualTo(Model.NOT_REACHED);
    }

    @Test
    void itAgreesIfItHasReachedAll() {
        CheckReport part = Samples.report(Samples.RMMOD, org.sockrace.check.Verdict.BOUNDED, Samples.rows(), List.of());
        assertThat(Comparison.of(Samples.RMMOD, part, Samples.observed(1, 1)).verdict()).isEqualTo(Verdict.AGREES);
        assertThat(Comparison.of(Samples.RMMOD, part, Samples.observed(1, 1, 1)).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void whatMayOnlyBeMissingBecauseExecutionsEndAtAViolationProvesNothing() {
        Scenario breaks = named("inet-vs-rmmod");
        assertThat(compare(breaks, List.of("fd", "EWOULDBLOCK")).verdict()).isEqualTo(Verdict.AGREES);
        Comparison c = compare(breaks, List.of("ENOMEM", "0"));
        assertThat(c.report().exhaustive()).isTrue();
        assertThat(c.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void norDoesItIfThatPropertyIsNotChecked() {
        Comparison c = compare(named("inet-vs-rmmod").checking(EnumSet.of(Property.REFCOUNT_RANGE)), List.of("ENOMEM", "0"));
        assertThat(c.report().violations()).isEmpty();
        assertThat(c.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void whatBreaksWithoutEndingExecutionsIsStillConclusive() {
        Scenario breaks = named("register-sloppy");
        ObservedOutcomes observed = new ObservedOutcomes(breaks);
        observed.add(breaks.outcomes().names().stream().map(n -> "ENOMEM").toList(), 1);
        Comparison c = Comparison.of(breaks, most(0), observed);
        assertThat(c.report().violations()).isNotEmpty();
        assertThat(c.verdict()).isEqualTo(Verdict.DIFFERS);
    }

    @TestFactory
    Stream<DynamicTest> everyOutcomeOfTheCatalogueCanBeObserved() {
        return Catalogue.load().entries().stream().map(CatalogueEntry::scenario).filter(s -> s.threadCount() <= 2)
                .map(s -> DynamicTest.dynamicTest(s.name(), () -> {
            CheckReport report = Checker.check(s, most(FEW_STATES), Progress.NONE);
            ObservedOutcomes observed = new ObservedOutcomes(s);
            report.endings().outcomes().forEach(values -> observed.add(values, 1));
            Comparison c = Comparison.of(s, report, observed);
            assertThat(c.verdict()).isEqualTo(Verdict.AGREES);
            assertThat(c.observed()).isEqualTo(report.endings().outcomes().size());
        }));
    }
}
