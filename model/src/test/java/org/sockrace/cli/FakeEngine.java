package org.sockrace.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.sockrace.check.Closest;
import org.sockrace.check.Proof;
import org.sockrace.check.Prover;
import org.sockrace.check.Replay;
import org.sockrace.check.Stepping;
import org.sockrace.check.CheckOptions;
import org.sockrace.check.CheckReport;
import org.sockrace.check.Checker;
import org.sockrace.check.Outcome;
import org.sockrace.check.Verdict;
import org.sockrace.check.Violation;
import org.sockrace.explore.Progress;
import org.sockrace.machine.Property;
import org.sockrace.report.Samples;
import org.sockrace.report.Universe;
import org.sockrace.scenario.Expectation;
import org.sockrace.scenario.Scenario;

/** Finds what each scenario expects, unless told otherwise. */
final class FakeEngine implements Engine {

    final List<String> checked = new ArrayList<>();
    final Map<String, Function<Scenario, CheckReport>> answers = new HashMap<>();
    CheckOptions options;
    Replay replayed = new Replay(List.of(), false, 0, Samples.unloadTrace());
    RuntimeException stale;
    Universe universe = Samples.UNIVERSE;

    static Violation violation(Property property) {
        return new Violation(property, "it is broken", "f", "F.java", 1, "g", Samples.unloadTrace());
    }

    static CheckReport report(Scenario scenario, Verdict verdict, Violation... violations) {
        return Samples.report(scenario, verdict, List.<Outcome>of(), List.of(violations));
    }

    @Override
    public CheckReport check(Scenario scenario, CheckOptions given, Progress progress) {
        options = given;
        checked.add(scenario.name());
        progress.at(Progress.Phase.SEARCHING, 1, 1, 1);
        return answers.getOrDefault(scenario.name(), FakeEngine::asExpected).apply(scenario);
    }

    private static CheckReport asExpected(Scenario scenario) {
        if (scenario.expectation().kind() != Expectation.Kind.BREAKS) {
            return report(scenario, Verdict.HOLDS);
        }
        return report(scenario, Verdict.BREAKS, scenario.expectation().properties().stream().map(FakeEngine::violation)
                .toArray(Violation[]::new));
    }

    @Override
    public CheckReport withFixes(Scenario scenario, CheckReport report, CheckOptions given, Progress progress) {
        return report;
    }

    @Override
    public Replay replay(Scenario scenario, String schedule) {
        checked.add(scenario.name() + ":" + schedule);
        if (stale != null) {
            throw stale;
        }
        return replayed;
    }

    @Override
    public Checker.Live live(Scenario scenario, String schedule, Consumer<Replay> ready, BooleanSupplier cancelled) {
        ready.accept(replay(scenario, schedule));
        return new Checker.Live(replayed, 1, 1);
    }

    @Override
    public Stepping step(Scenario scenario, String schedule) {
        return Checker.step(scenario, schedule);
    }

    @Override
    public Replay follow(Scenario scenario, String schedule, int most) {
        return replayed;
    }

    @Override
    public Closest closest(Scenario scenario, String schedule, Property shown, CheckOptions given, Progress progress) {
        return new Closest(Samples.unloadTrace(), 3, true);
    }

    @Override
    public Proof prove(Scenario scenario, String thread, int views, CheckOptions given, Progress progress) {
        return Prover.prove(scenario, thread, views, given, progress);
    }

    @Override
    public Universe universe() {
        return universe;
    }
}
