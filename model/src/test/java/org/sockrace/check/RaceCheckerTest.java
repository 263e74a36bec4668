package org.sockrace.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sockrace.explore.Progress;
import org.sockrace.scenario.Scenario;
import org.sockrace.scenario.ScenarioParser;

/** Two threads that meet at any moment. */
class RaceCheckerTest {

    private static final String UNLOAD = "kernel 6.1; module toy family=PF_TOY; T0: s = socket(PF_TOY, SOCK_STREAM, 0) || T1: r = rmmod(toy)";
    private static final String SWAPPED = "kernel 6.1; module toy family=PF_TOY; T0: r = rmmod(toy) || T1: s = socket(PF_TOY, SOCK_STREAM, 0)";
    private static final int ATTEMPTS = 20_000;

    private static Scenario scenario(String text) {
        return ScenarioParser.parse(text, "", "ad-hoc");
    }

    private static Map<String, Long> races(String text, double slower, long seed) {
        return RaceChecker.races(scenario(text), slower, ATTEMPTS, seed, CheckOptions.DEFAULT, Progress.NONE);
    }

    private static double part(Map<String, Long> counts, String outcome) {
        return counts.getOrDefault(outcome, 0L) / (double) RaceReport.sum(counts);
    }

    /** It does not matter which thread is called the first, and the same seed is the same. */
    @Test
    void eitherMayComeFirst() {
        Map<String, Long> one = races(UNLOAD, 3, 1);
        assertThat(one.keySet()).containsExactlyInAnyOrder("EAFNOSUPPORT, 0", "fd, EWOULDBLOCK");
        assertThat(part(one, "fd, EWOULDBLOCK")).isBetween(0.05, 0.95).isCloseTo(part(races(SWAPPED, 1 / 3.0, 2), "EWOULDBLOCK, fd"), within(0.02));
        assertThat(races(UNLOAD, 3, 1)).isEqualTo(one);
        assertThat(races(UNLOAD, 3, 7)).isNotEqualTo(one);
        Map<String, Long> alike = races("module x family=PF_TOY loaded=no; module y family=PF_TOY loaded=no; T0: a = insmod(x) || T1: b = insmod(y)", 1, 1);
        assertThat(part(alike, "0, EEXIST")).as("alike").isCloseTo(part(alike, "EEXIST, 0"), within(0.02));
    }

    /** Each has its own pace even if both do the same: who is slow has mostly begun when the other one comes. */
    @Test
    void theSameCallsAtDifferentPaces() {
        Map<String, Long> counts = races("module toy family=PF_TOY; T0: a = rmmod(toy) || T1: b = rmmod(toy)", 20, 1);
        assertThat(counts.keySet()).contains("0, ENOENT", "ENOENT, 0");
        assertThat(part(counts, "ENOENT, 0")).isGreaterThan(2 * part(counts, "0, ENOENT"));
    }

    /** Only races count: the slower one of them is, the more of the others' come to nothing. */
    @Test
    void attemptsInWhichOnlyOneIsAtWorkAreNone() {
        assertThat(RaceReport.sum(races(UNLOAD, 1, 1))).isBetween(ATTEMPTS / 5L, ATTEMPTS - 1L);
    }

    /** A pace is found again from what it leads to; what no pace leads to is seen. */
    @Test
    void thePaceIsReadOff() {
        double wanted = part(races(UNLOAD, 3, 1), "EAFNOSUPPORT, 0");
        RaceChecker.Fit fit = RaceChecker.fit(slower -> part(races(UNLOAD, slower, 2), "EAFNOSUPPORT, 0"), wanted);
        assertThat(fit.slower()).isCloseTo(3, withinPercentage(25));
        assertThat(fit.part()).isCloseTo(wanted, within(0.01));
        assertThat(RaceChecker.fit(slower -> slower / 100, 0.02).slower()).as("rises").isCloseTo(2, withinPercentage(1));
        assertThat(RaceChecker.fit(slower -> 1 / slower, 0.25).slower()).as("falls").isCloseTo(4, withinPercentage(1));
        RaceChecker.Fit none = RaceChecker.fit(slower -> 0.2, 0.9);
        assertThat(none.part()).isEqualTo(0.2);
    }

    @Test
    void scenariosOfTwoThreadsOnly() {
        assertThat(RaceChecker.problem(scenario(UNLOAD))).isNull();
        assertThat(RaceChecker.problem(scenario("T0: s = socket(PF_UNIX)"))).contains("two threads").endsWith("ad-hoc is another scenario");
        assertThat(RaceChecker.problem(scenario("T0: close(3) || T1: close(3)"))).contains("results");
        assertThat(RaceChecker.problem(scenario("T0 x2: s = socket(PF_UNIX) || T1: close(3)"))).contains("two threads");
    }
}
