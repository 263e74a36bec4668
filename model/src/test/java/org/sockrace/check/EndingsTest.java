package org.sockrace.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sockrace.explore.Progress;
import org.sockrace.machine.Property;
import org.sockrace.scenario.Catalogue;
import org.sockrace.scenario.Scenario;
import org.sockrace.scenario.ScenarioParser;

/** How executions end: with which outcomes, and where they have none. */
class EndingsTest {

    private static Scenario scenario(String text) {
        return ScenarioParser.parse(text, "", "x");
    }

    private static Scenario named(String name) {
        return Catalogue.load().matching(name).get(0).scenario();
    }

    private static Endings endings(Scenario scenario, boolean depthFirst) {
        return Checker.check(scenario, CheckOptions.DEFAULT.with(depthFirst ? EngineKind.DEPTH_FIRST : EngineKind.BREADTH_FIRST)
                .withWorkers(2).withoutCounterexamples(),
                Progress.NONE).endings();
    }

    private static Endings endings(Scenario scenario) {
        return endings(scenario, false);
    }

    @Test
    void whatHoldsHasAnOutcomeInEveryExecution() {
        Endings endings = endings(named("rmmod-vs-socket"));
        assertThat(endings.stops()).isEmpty();
        assertThat(endings.outcomes()).containsExactly(List.of("EAFNOSUPPORT", "0"), List.of("fd", "EWOULDBLOCK"));
    }

    @Test
    void outcomesThatShareARowAreToldApart() {
        Scenario scenario = scenario("module af_packet; T0: s = socket(PF_PACKET, SOCK_RAW, 0) || T1: r = rmmod(af_packet); outcome s, r; *, * allowed");
        CheckReport report = Checker.check(scenario, CheckOptions.DEFAULT, Progress.NONE);
        assertThat(report.outcomes()).hasSize(1);
        assertThat(report.endings().outcomes()).hasSize(2);
    }

    @Test
    void identicalThreadsAreExchanged() {
        assertThat(endings(scenario("module af_packet; T0 x2: r = rmmod(af_packet)")).outcomes())
                .contains(List.of("0", "ENOENT"), List.of("ENOENT", "0"));
    }

    @Test
    void executionsThatTouchFreedMemoryEndThere() {
        assertThat(endings(named("inet-vs-rmmod")).stops())
                .containsExactly(Property.NO_USE_AFTER_UNLOAD, Property.NO_USE_AFTER_FREE, Property.KERNEL_ASSERTION);
        assertThat(endings(named("inet-vs-rmmod"), true).stops()).contains(Property.NO_USE_AFTER_UNLOAD);
    }

    @Test
    void theyDoSoWhetherThatIsCheckedOrNot() {
        Scenario unchecked = named("inet-vs-rmmod").checking(EnumSet.of(Property.REFCOUNT_RANGE));
        CheckReport report = Checker.check(unchecked, CheckOptions.DEFAULT, Progress.NONE);
        assertThat(report.violations()).isEmpty();
        assertThat(report.endings().stops()).contains(Property.NO_USE_AFTER_UNLOAD);
    }

    @Test
    void aDeadlockHasNoOutcome() {
        Endings endings = endings(scenario("T0: close(b); a = socket(PF_UNIX) || T1: close(a); b = socket(PF_UNIX)"));
        assertThat(endings.stops()).containsExactly(Property.NO_DEADLOCK);
        assertThat(endings.outcomes()).isEmpty();
    }

    @Test
    void whatIsOnlyNotedEndsNothing() {
        assertThat(endings(named("rmmod-vs-close-no-owner")).stops()).containsExactly(Property.NO_USE_AFTER_UNLOAD);
        assertThat(endings(named("register-sloppy")).stops()).isEmpty();
    }
}
