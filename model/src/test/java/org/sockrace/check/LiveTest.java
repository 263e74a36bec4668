package org.sockrace.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sockrace.automata.Edge;
import org.sockrace.automata.OpKind;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Execution;
import org.sockrace.explore.Progress;
import org.sockrace.explore.Schedule;
import org.sockrace.machine.Property;
import org.sockrace.scenario.Catalogue;
import org.sockrace.scenario.Scenario;
import org.sockrace.scenario.ScenarioParser;

/** What the code does on real threads is what the schedule says, operation by operation; and if it is not, that is noticed. */
class LiveTest {

    private static final String TWINS = "module toy family=PF_TOY; T0 x2: s = socket(PF_TOY); close(s) || T1: r = rmmod(toy); faults sk_alloc";

    private static Scenario catalogue(String name) {
        return Catalogue.load().matching(name).get(0).scenario();
    }

    /** Every execution that a page would show. */
    private static int runAll(Scenario scenario) {
        CheckReport report = Checker.check(scenario, CheckOptions.DEFAULT.withWitnesses(), Progress.NONE);
        List<String> schedules = new ArrayList<>();
        report.violations().stream().filter(v -> v.counterexample() != null).forEach(v -> schedules.add(v.counterexample().replay()));
        report.witnesses().forEach(w -> schedules.add(w.execution().replay()));
        for (String schedule : schedules) {
            AtomicInteger told = new AtomicInteger();
            Checker.Live live = Checker.live(scenario, schedule, replay -> told.incrementAndGet(), () -> false);
            assertThat(live.performed()).as(schedule).isEqualTo(live.steps()).isPositive();
            assertThat(told).hasValue(1);
        }
        return schedules.size();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rmmod-vs-socket-close", "inet-vs-rmmod", "inet-vs-rmmod-no-preempt", "autoload-itself", "autoload-vs-rmmod",
        "socket-denied-vs-rmmod",
        "callback-vs-rmmod-no-barrier", "packet-init-unchecked", "socket-vs-insmod-too-early", "register-sloppy", "pppox-vs-rmmod", "dup-close-close-rmmod"})
    void everyExecutionRunsAsItIs(String name) {
        assertThat(runAll(catalogue(name))).isPositive();
    }

    @Test
    void identicalThreadsHaveTheirOwnObjects() {
        assertThat(runAll(ScenarioParser.parse(TWINS, "", ""))).isGreaterThan(3);
    }

    /** Without an operation, so that it is the exception that must come where the schedule has it. */
    @Test
    void amongThemIsANullPointer() {
        CheckReport report = Checker.check(catalogue("packet-init-unchecked"), CheckOptions.DEFAULT, Progress.NONE);
        assertThat(report.violations()).anyMatch(v -> v.property() == Property.NO_NULL_DEREFERENCE);
    }

    /** The execution with one step changed. */
    private static void runChanged(String schedule, OpKind kind) {
        Scenario scenario = ScenarioParser.parse(TWINS, "", "");
        Scene scene = SceneBuilder.build(scenario);
        Execution right = Violations.replayer(scene, Budget.NONE).run(Schedule.parse(schedule), null);
        List<Execution.Step> steps = new ArrayList<>(right.steps());
        int at = 0;
        while (steps.get(at).node().op().kind() != kind) {
            at++;
        }
        Execution.Step s = steps.get(at);
        Edge other = new Edge(1 - s.edge().observed(), s.edge().target(), s.edge().notes());
        steps.set(at, new Execution.Step(s.thread(), s.number(), s.shared(), s.node(), other, s.before(), s.after(), s.couldGoOn()));
        scene.source().live(new Execution(right.world(), steps, right.broken(), right.noted(), right.end(), right.complete())).run(() -> false);
    }

    @Test
    void codeThatDoesSomethingElseIsNoticed() {
        assertThatThrownBy(() -> runChanged("0x60", OpKind.CHOICE)).isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("the code does not do what the execution says: at step ").hasMessageContaining("the execution has");
        assertThatThrownBy(() -> runChanged("0x60", OpKind.INC_NOT_ZERO)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whoeverIsInterruptedDoesNotWait() {
        Checker.Live live = Checker.live(catalogue("rmmod-vs-socket"), "0x83,1x8", replay -> { }, () -> true);
        assertThat(live.performed()).isLessThanOrEqualTo(live.steps());
    }

    @Test
    void noThreadIsLeft() throws InterruptedException {
        Checker.live(catalogue("rmmod-vs-socket"), "0x20,1x3", replay -> { }, () -> false);
        for (int i = 0; i < 100 && Thread.getAllStackTraces().keySet().stream().anyMatch(t -> t.getName().matches("T[01]( .*)?")); i++) {
            Thread.sleep(20);
        }
        assertThat(Thread.getAllStackTraces().keySet()).noneMatch(t -> t.getName().matches("T[01]( .*)?"));
    }
}
