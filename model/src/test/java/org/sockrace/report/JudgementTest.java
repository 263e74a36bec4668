package org.sockrace.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sockrace.check.CheckOptions;
import org.sockrace.check.CheckReport;
import org.sockrace.check.Checker;
import org.sockrace.check.Verdict;
import org.sockrace.check.Violation;
import org.sockrace.explore.Progress;
import org.sockrace.machine.Property;
import org.sockrace.scenario.Scenario;
import org.sockrace.scenario.ScenarioParser;

/** Whether what was found is what was expected. */
class JudgementTest {

    @ParameterizedTest
    @CsvSource({
        "holds,            HOLDS,   '',                   MET",
        "holds,            BREAKS,  ROLLBACK,             UNEXPECTED",
        "holds,            BOUNDED, '',                   INCONCLUSIVE",
        "bounded,          HOLDS,   '',                   MET",
        "bounded,          BOUNDED, '',                   MET",
        "bounded,          BREAKS,  ROLLBACK,             UNEXPECTED",
        "breaks rollback,  BREAKS,  ROLLBACK,             MET",
        "breaks rollback,  BREAKS,  NO_DEADLOCK,          UNEXPECTED",
        "breaks rollback,  HOLDS,   '',                   UNEXPECTED",
        "breaks rollback,  BOUNDED, '',                   INCONCLUSIVE",
    })
    void each(String expected, Verdict verdict, String broken, Judgement judgement) {
        Scenario scenario = ScenarioParser.parse("expect " + expected + "\nT0: close(3)", "", "x");
        List<Violation> violations = broken.isEmpty() ? List.of() : List.of(new Violation(Property.valueOf(broken), "", "", "", 0, "", null));
        CheckReport report = Samples.report(scenario, verdict, List.of(), violations);
        assertThat(Judgement.of(scenario, report)).isEqualTo(judgement);
    }

    @Test
    void everyExpectedPropertyMustBreak() {
        Scenario both = ScenarioParser.parse("expect breaks rollback, no-deadlock\nT0: close(3)", "", "x");
        List<Violation> one = List.of(new Violation(Property.ROLLBACK, "", "", "", 0, "", null));
        assertThat(Judgement.of(both, Samples.report(both, Verdict.BREAKS, List.of(), one))).isEqualTo(Judgement.UNEXPECTED);
    }

    /** A search that was cut short may have missed what nobody expects. */
    @Test
    void thatNothingElseBreaksIsSaidOnlyIfAllWasSearched() {
        String program = "module can; module can_raw; module l2tp_ip; T0: s = socket(PF_CAN, SOCK_RAW, CAN_RAW); close(s)"
                + " || T1: r = rmmod(can_raw) || T2: t = socket(PF_INET, SOCK_DGRAM, IPPROTO_L2TP) || T3: q = rmmod(l2tp_ip)";
        CheckReport whole = Checker.check(ScenarioParser.parse(program, "", "x"), CheckOptions.DEFAULT.withoutCounterexamples(), Progress.NONE);
        String all = whole.violations().stream().map(v -> v.property().id()).distinct().collect(Collectors.joining(", "));
        Scenario scenario = ScenarioParser.parse(program + "; expect breaks " + all, "", "x");
        CheckReport part = Checker.check(scenario, CheckOptions.DEFAULT.withLimits(whole.states() * 9 / 10, 0, 0).withoutCounterexamples(), Progress.NONE);
        assertThat(Judgement.missing(scenario, part)).isEmpty();
        assertThat(part.exhaustive()).isFalse();
        assertThat(Judgement.of(scenario, part)).isEqualTo(Judgement.INCONCLUSIVE);
        assertThat(Judgement.of(scenario, whole)).isEqualTo(Judgement.MET);
    }

    @Test
    void andNoOther() {
        Scenario one = ScenarioParser.parse("expect breaks rollback\nT0: close(3)", "", "x");
        List<Violation> both = List.of(new Violation(Property.ROLLBACK, "", "", "", 0, "", null), new Violation(Property.NO_DEADLOCK, "", "", "", 0, "", null));
        assertThat(Judgement.of(one, Samples.report(one, Verdict.BREAKS, List.of(), both))).isEqualTo(Judgement.UNEXPECTED);
    }
}
