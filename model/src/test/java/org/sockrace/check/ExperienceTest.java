package org.sockrace.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sockrace.explore.Progress;
import org.sockrace.machine.simulated.Experience;
import org.sockrace.scenario.Scenario;

/** What threads have observed saves work on the next kernel, and decides nothing there. */
class ExperienceTest {

    private static final String RACE = "module af_packet; setup: o = socket(PF_PACKET, SOCK_RAW, 0); T0: s = socket(PF_PACKET, SOCK_RAW, 0) || "
            + "T1: c = close(o); r = rmmod(af_packet); outcome s, r";

    private static Checker.Checked checked(Scenario scenario, Experience before) {
        return checked(scenario, new Checker.Before(before, source -> false, world -> false));
    }

    private static Checker.Checked checked(Scenario scenario, Checker.Before before) {
        return Checker.checked(scenario, CheckOptions.DEFAULT.withoutCounterexamples(), before, Progress.NONE);
    }

    private static String found(CheckReport report) {
        return report.verdict() + " " + report.outcomes().stream().map(Outcome::values).toList() + " "
                + report.violations().stream().map(v -> v.property() + " " + v.message()).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rmmod-vs-socket", "inet-vs-rmmod", "autoload-vs-rmmod", "callback-vs-rmmod-no-barrier", "dup-close-close-rmmod",
        "rmmod-vs-insmod-vs-socket", "register-vs-register"})
    void withItTheSameIsFoundAtOnce(String name) {
        Scenario scenario = WrongKernel.scenario(name);
        Checker.Checked first = checked(scenario, Experience.NONE);
        Checker.Checked second = checked(scenario, first.experience().get());
        assertThat(second.grown()).isFalse();
        assertThat(found(second.report())).isEqualTo(found(first.report()));
        assertThat(second.report().states()).isEqualTo(first.report().states());
    }

    /** What threads observe on another kernel is neither all that they can, nor all possible. */
    @ParameterizedTest
    @ValueSource(strings = {"3.10", "4.4 preemptible=no", "6.1", "7.1"})
    void ofAnotherKernelItDecidesNothing(String kernel) {
        Scenario scenario = WrongKernel.scenario("kernel " + kernel + "; " + RACE);
        CheckReport alone = checked(scenario, Experience.NONE).report();
        for (String other : new String[] {"2.6.32", "4.4", "6.1"}) {
            Experience experience = checked(WrongKernel.scenario("kernel " + other + "; " + RACE), Experience.NONE).experience().get();
            assertThat(found(checked(scenario, experience).report())).as(other).isEqualTo(found(alone));
        }
    }

    @Test
    void automataThatAreKnownAreNotSearched() {
        Scenario scenario = WrongKernel.scenario("rmmod-vs-socket");
        assertThat(checked(scenario, new Checker.Before(Experience.NONE, source -> false, world -> true)).report()).isNull();
    }

    @Test
    void threadsWhoseBeginningIsKnownAreNotFollowed() {
        Scenario scenario = WrongKernel.scenario("rmmod-vs-socket");
        assertThat(checked(scenario, new Checker.Before(Experience.NONE, source -> true, world -> {
            throw new AssertionError("there are automata");
        })).report()).isNull();
    }
}
