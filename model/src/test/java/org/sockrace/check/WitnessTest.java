package org.sockrace.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sockrace.explore.Progress;
import org.sockrace.machine.Property;
import org.sockrace.scenario.Catalogue;
import org.sockrace.scenario.OutcomePattern;
import org.sockrace.scenario.Scenario;
import org.sockrace.scenario.ScenarioParser;

/** The execution that is shown for an outcome ends with it, and there is none only if there can be none. */
class WitnessTest {

    private static final String TWINS = "module toy family=PF_TOY; T0 x3: s = socket(PF_TOY) || T1: r = rmmod(toy); faults sk_alloc";

    private static CheckReport ask(Scenario scenario, String outcome) {
        return Checker.check(scenario, CheckOptions.DEFAULT.withWitness(OutcomePattern.parse(scenario, outcome)), Progress.NONE);
    }

    /** What the schedule of the only witness really ends with. */
    private static List<String> ends(Scenario scenario, CheckReport report) {
        assertThat(report.witnesses()).hasSize(1);
        String schedule = report.witnesses().get(0).execution().replay();
        String set = "";
        for (String name : scenario.outcomes().names()) {
            set += (set.isEmpty() ? "" : ", ") + name;
        }
        Scenario nothingMayComeOut = ScenarioParser.parse(TWINS + "; outcome " + set + "; EINVAL, EINVAL, EINVAL, EINVAL allowed", "", "");
        Replay replay = Checker.replay(nothingMayComeOut, schedule);
        assertThat(replay.broken().property()).isEqualTo(Property.OUTCOMES);
        return List.of(replay.broken().message().replaceAll("outcome (.*) is not in the table", "$1").split(", "));
    }

    @Test
    void identicalThreadsHaveTheResultsThatWereAskedForAndNotTheirTwins() {
        Scenario scenario = ScenarioParser.parse(TWINS, "", "");
        for (String outcome : List.of("fd, ENOMEM, fd, EWOULDBLOCK", "ENOMEM, fd, fd, EWOULDBLOCK", "fd, fd, ENOMEM, EWOULDBLOCK",
                "ENOMEM, EAFNOSUPPORT, ENOMEM, 0", "EAFNOSUPPORT, EAFNOSUPPORT, ENOMEM, 0")) {
            List<String> wanted = List.of(outcome.split(", "));
            CheckReport report = ask(scenario, outcome);
            assertThat(ends(scenario, report)).isEqualTo(wanted.stream().map(v -> v.equals("EWOULDBLOCK") ? "EWOULDBLOCK" : v).toList());
            assertThat(report.witnesses().get(0).values()).isEqualTo(ends(scenario, report));
        }
    }

    @Test
    void anyResultIsFilledIn() {
        Scenario scenario = ScenarioParser.parse(TWINS, "", "");
        CheckReport report = ask(scenario, "*, ENOMEM, *, 0");
        assertThat(report.witnesses().get(0).values()).isEqualTo(ends(scenario, report)).element(1).isEqualTo("ENOMEM");
        assertThat(report.witnesses().get(0).values()).doesNotContain("*");
    }

    @Test
    void nothingSimplerEndsSo() {
        Scenario scenario = Catalogue.load().matching("rmmod-vs-socket-close").get(0).scenario();
        CheckReport all = Checker.check(scenario, CheckOptions.DEFAULT.withWitnesses(), Progress.NONE);
        assertThat(all.witnesses()).hasSizeGreaterThan(2);
        for (Witness one : all.witnesses()) {
            Witness asked = ask(scenario, String.join(",", one.values())).witnesses().get(0);
            assertThat(asked.execution().replay()).isEqualTo(one.execution().replay());
            assertThat(asked.execution().minimal()).isTrue();
        }
    }

    @Test
    void whatIsNeverReachedHasNone() {
        Scenario scenario = Catalogue.load().matching("rmmod-vs-socket").get(0).scenario();
        CheckReport report = ask(scenario, "fd, 0");
        assertThat(report.witnesses()).isEmpty();
        assertThat(report.exhaustive()).isTrue();
        assertThat(report.endings().stops()).isEmpty();
    }

    @Test
    void ofAScenarioThatBreaksTheExecutionsThatDoNotEndThereAreShown() {
        Scenario scenario = Catalogue.load().matching("inet-vs-rmmod").get(0).scenario();
        CheckReport report = ask(scenario, "ENOBUFS, 0");
        assertThat(report.witnesses().get(0).values()).containsExactly("ENOBUFS", "0");
        assertThat(report.endings().stops()).contains(Property.NO_USE_AFTER_UNLOAD);
        assertThat(report.violations()).isNotEmpty();
    }
}
