package org.sockrace.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sockrace.explore.Progress;
import org.sockrace.explore.Schedule;
import org.sockrace.machine.Property;
import org.sockrace.scenario.Catalogue;
import org.sockrace.scenario.Scenario;
import org.sockrace.scenario.ScenarioParser;

/** The closest execution that breaks nothing breaks nothing, and none is closer. */
class ClosestSearchTest {

    private static Scenario scenario(String name) {
        return Catalogue.load().matching(name).get(0).scenario();
    }

    private static Violation broken(Scenario scenario) {
        return Checker.check(scenario, CheckOptions.DEFAULT, Progress.NONE).violations().stream().filter(v -> v.property() != Property.NO_DATA_RACE)
                .findFirst().orElseThrow();
    }

    private static Closest closest(Scenario scenario, Violation violation, CheckOptions options) {
        return Checker.closest(scenario, violation.counterexample().replay(), violation.property(), options, Progress.NONE);
    }

    private static List<Schedule.Step> steps(String schedule) {
        return Schedule.parse(schedule).steps();
    }

    @ParameterizedTest
    @CsvSource({"inet-vs-rmmod", "can-raw-close-vs-rmmod", "pppox-vs-rmmod", "rmmod-vs-close-no-owner", "rmmod-vs-insmod-vs-socket", "register-sloppy",
        "callback-leaks"})
    void itBreaksNothingAndBeginsAlike(String name) {
        Scenario scenario = scenario(name);
        Violation violation = broken(scenario);
        Closest closest = closest(scenario, violation, CheckOptions.DEFAULT);
        if (closest.execution() == null) {
            assertThat(name).as("has an execution that breaks nothing").isEqualTo("callback-leaks");
            assertThat(closest.certain()).isTrue();
            return;
        }
        Replay replay = Checker.replay(scenario, closest.execution().replay());
        assertThat(replay.broken()).isNull();
        List<Schedule.Step> breaking = steps(violation.counterexample().replay());
        List<Schedule.Step> holding = steps(closest.execution().replay());
        assertThat(holding.subList(0, closest.common())).isEqualTo(breaking.subList(0, closest.common()));
        assertThat(closest.common()).isLessThan(breaking.size());
        assertThat(holding.size() == closest.common() || !holding.get(closest.common()).equals(breaking.get(closest.common()))).isTrue();
    }

    /** Random walks from the point of no return on break something, each of them. */
    @ParameterizedTest
    @CsvSource({"inet-vs-rmmod", "can-raw-close-vs-rmmod", "rmmod-vs-close-no-owner", "register-sloppy"})
    void afterThePointOfNoReturnEveryExecutionBreaks(String name) {
        Scenario scenario = scenario(name);
        Violation violation = broken(scenario);
        Closest closest = closest(scenario, violation, CheckOptions.DEFAULT);
        assertThat(closest.certain()).isTrue();
        List<Schedule.Step> beyond = steps(violation.counterexample().replay()).subList(0, closest.common() + 1);
        Random random = new Random(7);
        for (int walk = 0; walk < 60; walk++) {
            List<Schedule.Step> wanted = new ArrayList<>(beyond);
            for (int i = 0; i < 400; i++) {
                wanted.add(new Schedule.Step(random.nextInt(2), 0));
            }
            Replay replay = Checker.follow(scenario, new Schedule(wanted).toString(), 1_000);
            assertThat(replay.broken()).as(() -> replay.execution().replay()).isNotNull();
        }
    }

    @Test
    void whereEveryExecutionBreaksThereIsNone() {
        Scenario scenario = ScenarioParser.parse("module toy family=PF_TOY; T0: s = socket(PF_TOY); never fd", "", "x");
        assertThat(closest(scenario, broken(scenario), CheckOptions.DEFAULT)).isEqualTo(new Closest(null, 0, true));
    }

    @Test
    void whatIsStoppedIsNotCertain() {
        Scenario scenario = scenario("inet-vs-rmmod");
        Violation violation = broken(scenario);
        assertThat(closest(scenario, violation, CheckOptions.DEFAULT.cancelledBy(() -> true))).isEqualTo(new Closest(null, 0, false));
    }

    /** A race is seen where both are about to access: the closest execution never comes there. */
    @Test
    void aDataRaceIsAvoided() {
        Scenario scenario = scenario("inet-vs-rmmod");
        Violation race = Checker.check(scenario, CheckOptions.DEFAULT, Progress.NONE).violations().stream()
                .filter(v -> v.property() == Property.NO_DATA_RACE).findFirst().orElseThrow();
        Closest closest = closest(scenario, race, CheckOptions.DEFAULT);
        assertThat(closest.execution()).isNotNull();
        List<Schedule.Step> holding = steps(closest.execution().replay());
        for (int n = 1; n <= holding.size(); n++) {
            Replay replay = Checker.replay(scenario, new Schedule(holding.subList(0, n)).toString());
            assertThat(replay.broken() == null || replay.broken().property() != Property.NO_DATA_RACE).isTrue();
        }
    }
}
