package org.sockrace.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.sockrace.Golden;
import org.sockrace.explain.Counterexample;
import org.sockrace.explain.Timeline;
import org.sockrace.explore.Progress;
import org.sockrace.machine.Property;
import org.sockrace.scenario.Catalogue;
import org.sockrace.scenario.CatalogueEntry;
import org.sockrace.scenario.Counterpart;
import org.sockrace.scenario.Scenario;
import org.sockrace.scenario.ScenarioParser;

/** What a picture shows of executions; witnesses of outcomes; and the right kernel beside a broken one. */
class TimelineTest {

    private static final List<Scenario> CATALOGUE = Catalogue.load().entries().stream().map(CatalogueEntry::scenario).toList();

    private static Scenario scenario(String name) {
        return CATALOGUE.stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
    }

    private static Counterexample broken(String name, Property property) {
        return Checker.check(scenario(name), CheckOptions.DEFAULT, Progress.NONE).violations().stream().filter(v -> v.property() == property).findFirst()
                .orElseThrow().counterexample();
    }

    private static List<Timeline.Span> spans(Counterexample shown, Timeline.Kind kind) {
        return shown.timeline().spans().stream().filter(s -> s.kind() == kind).toList();
    }

    @Test
    void ofAUseAfterUnload() {
        Timeline timeline = broken("inet-vs-rmmod", Property.NO_USE_AFTER_UNLOAD).timeline();
        String text = timeline.spans().stream().map(Object::toString).collect(Collectors.joining("\n", "", "\n"))
                + timeline.gracePeriods().stream().map(Object::toString).collect(Collectors.joining("\n", "", "\n"))
                + timeline.variables().stream().map(v -> v.group() + ": " + v.name() + v.values().stream().map(x -> " " + x.step() + ":" + x.text())
                        .collect(Collectors.joining())).collect(Collectors.joining("\n", "", "\n"));
        Golden.check("timeline.txt", text);
    }

    /** Nobody is accused of what he did not do. */
    @Test
    void onlyWhoUsesWhatAnotherFreedIsUnprotected() {
        for (String name : List.of("inet-vs-rmmod", "rmmod-forced", "socket-vs-failing-init", "can-raw-close-vs-rmmod", "pppox-vs-rmmod")) {
            for (Violation violation : Checker.check(scenario(name), CheckOptions.DEFAULT, Progress.NONE).violations()) {
                List<Timeline.Span> unprotected = spans(violation.counterexample(), Timeline.Kind.UNPROTECTED);
                boolean gone = violation.property() == Property.NO_USE_AFTER_UNLOAD || violation.property() == Property.NO_USE_AFTER_FREE;
                assertThat(unprotected.size()).as(name + " " + violation.property()).isLessThanOrEqualTo(gone ? 1 : 0);
            }
        }
        assertThat(spans(Checker.replay(scenario("inet-vs-rmmod-pinned"), "0x24").execution(), Timeline.Kind.UNPROTECTED)).isEmpty();
    }

    /** Up to there it kept the memory, though the set-up had taken it. The argument in prose says the same step. */
    @Test
    void whoGivesUpAReferenceOfTheSetUpIsProtectedUntilThen() {
        Scenario scenario = ScenarioParser.parse("module toy family=PF_TOY owner=none; setup: s = socket(PF_TOY); T0: c = close(s) || T1: r = rmmod(toy)",
                "", "x");
        Counterexample shown = Checker.check(scenario, CheckOptions.DEFAULT, Progress.NONE).violations().stream()
                .filter(v -> v.property() == Property.NO_USE_AFTER_UNLOAD).findFirst().orElseThrow().counterexample();
        assertThat(spans(shown, Timeline.Kind.UNPROTECTED)).hasSize(1).first()
                .satisfies(span -> assertThat(shown.why()).anyMatch(said -> said.contains("its last one was given up at step " + span.from())));
    }

    @Test
    void aGracePeriodNamesWhomItWaitsFor() {
        String schedule = broken("inet-vs-rmmod", Property.NO_USE_AFTER_UNLOAD).replay();
        Counterexample right = Checker.follow(scenario("inet-vs-rmmod-pinned"), schedule, 500).execution();
        Timeline.GracePeriod first = right.timeline().gracePeriods().get(0);
        assertThat(first.waitsFor()).containsExactly(0);
        Timeline.Span reader = spans(right, Timeline.Kind.READER).stream().filter(s -> s.thread() == 0 && s.from() < first.from() && s.to() > first.from())
                .findFirst().orElseThrow();
        assertThat(reader.to()).isLessThan(first.to());
    }

    @Test
    void eachOutcomeHasAWitnessThatEndsSo() {
        for (String name : List.of("rmmod-vs-socket", "rmmod-vs-two-sockets-close", "inet-vs-rmmod", "insmod-vs-insmod", "socket-alone")) {
            CheckReport report = Checker.check(scenario(name), CheckOptions.DEFAULT.withWitnesses(), Progress.NONE);
            long reached = report.outcomes().stream().filter(o -> o.count() > 0 && o.cases().isEmpty()).count()
                    + report.outcomes().stream().mapToLong(o -> o.cases().size()).sum();
            assertThat(report.witnesses()).as(name).hasSize((int) reached);
            for (Witness witness : report.witnesses()) {
                List<String> results = witness.execution().steps().stream().flatMap(s -> s.remarks().stream()).filter(r -> r.source().isEmpty())
                        .map(r -> r.text().substring(r.text().lastIndexOf(" = ") + 3)).toList();
                assertThat(results).as(name + " " + witness.values()).containsAll(witness.values());
                assertThat(Checker.replay(scenario(name), witness.execution().replay()).broken()).isNull();
            }
        }
        assertThat(Checker.check(scenario("rmmod-vs-socket"), CheckOptions.DEFAULT, Progress.NONE).witnesses()).isEmpty();
    }

    @Test
    void theRightKernelFollowsTheScheduleOfTheBrokenOne() {
        Scenario right = Counterpart.of(scenario("inet-vs-rmmod"), CATALOGUE).orElseThrow();
        assertThat(right.name()).isEqualTo("inet-vs-rmmod-pinned");
        Replay run = Checker.follow(right, broken("inet-vs-rmmod", Property.NO_USE_AFTER_UNLOAD).replay(), 500);
        assertThat(run.broken()).isNull();
        List<String> operations = run.execution().steps().stream().map(Counterexample.Step::operation).toList();
        assertThat(operations).contains("atomic_inc_not_zero(l2tp_ip.refcnt) = false");
        List<String> said = run.execution().steps().stream().flatMap(s -> s.remarks().stream()).map(Counterexample.Remark::text).toList();
        assertThat(said).contains("rmmod(l2tp_ip) = 0");
    }

    @Test
    void aKernelThatIsNoBetterBreaksOnTheSameSchedule() {
        String schedule = broken("inet-vs-rmmod", Property.NO_USE_AFTER_UNLOAD).replay();
        Replay run = Checker.follow(scenario("inet-vs-rmmod"), schedule, 500);
        assertThat(run.broken().property()).isEqualTo(Property.NO_USE_AFTER_UNLOAD);
        assertThat(run.execution().replay()).isEqualTo(schedule);
    }

    @Test
    void noMoreStepsAreFollowedThanWanted() {
        List<Counterexample.Step> steps = Checker.follow(scenario("inet-vs-rmmod-pinned"), "0x24,1x90", 30).execution().steps();
        assertThat(steps.stream().filter(s -> s.number() > 0).count()).isEqualTo(30);
    }

    @Test
    void aCounterpartMakesTheSameCallsAndIsAnotherKernel() {
        for (Scenario scenario : CATALOGUE) {
            Counterpart.of(scenario, CATALOGUE).ifPresent(right -> {
                assertThat(right.name()).isNotEqualTo(scenario.name());
                assertThat(right.threads().stream().map(t -> t.text()).toList()).isEqualTo(scenario.threads().stream().map(t -> t.text()).toList());
            });
        }
        assertThat(Counterpart.of(ScenarioParser.parse("T0: close(7)", "", "x"), CATALOGUE)).isEmpty();
    }
}
