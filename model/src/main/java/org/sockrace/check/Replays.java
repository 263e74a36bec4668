package org.sockrace.check;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.sockrace.explain.Counterexample;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Execution;
import org.sockrace.explore.Schedule;
import org.sockrace.machine.Property;
import org.sockrace.scenario.Scenario;

/**
 * Runs one schedule of a scenario, and says what it shows: what its last step breaks, else what is wrong with the end it comes to, else what was broken first
 * on the way.
 */
final class Replays {

    private final Scenario scenario;
    private final Scene scene;

    Replays(Scenario scenario, Scene scene) {
        this.scenario = scenario;
        this.scene = scene;
    }

    Replay run(String schedule) {
        Schedule parsed = Schedule.parse(schedule);
        Execution execution = execute(parsed, null);
        List<Execution.Noted> noted = execution.noted().stream().filter(n -> checks(n.finding().property())).toList();
        Property last = noted.isEmpty() ? null : noted.get(noted.size() - 1).finding().property();
        boolean atTheEnd = last != null && noted.get(noted.size() - 1).step() >= execution.steps().size();
        if (atTheEnd && execution.broken() == null) {
            return shown(execute(parsed, last), parsed);
        }
        Replay replay = execution.complete() && execution.broken() == null ? judged(execution, parsed) : shown(execution, parsed);
        return replay.broken() != null && replay.checked() || noted.isEmpty() ? replay : shown(execute(parsed, noted.get(0).finding().property()), parsed);
    }

    /** Runs the schedule, and then the code itself along it; see {@link Checker#live}. */
    Checker.Live live(String schedule, Consumer<Replay> ready, BooleanSupplier cancelled) {
        Replay replay = run(schedule);
        Execution execution = execute(Schedule.parse(schedule), null);
        ready.accept(replay);
        return new Checker.Live(replay, scene.source().live(execution).run(cancelled), execution.steps().size());
    }

    private Replay shown(Execution execution, Schedule schedule) {
        if (execution.broken() == null) {
            return replay(execution, schedule, null, "");
        }
        Property broken = execution.broken().property();
        return replay(execution, schedule, broken, Judge.message(execution.world(), execution.broken()));
    }

    /** A replay that came to its end without breaking anything on the way: whether that end is as it should be. */
    private Replay judged(Execution execution, Schedule schedule) {
        String left = AtRest.problem(execution);
        if (left != null && checks(Property.REFCOUNT_BALANCE)) {
            return replay(execution, schedule, Property.REFCOUNT_BALANCE, "at rest: " + left);
        }
        String outcome = checks(Property.OUTCOMES) ? OutcomeJudge.wrongOutcome(scene.outcome(execution.end()), scenario.outcomes()) : null;
        return outcome == null ? shown(execution, schedule) : replay(execution, schedule, Property.OUTCOMES, outcome);
    }

    private boolean checks(Property property) {
        return scenario.always().contains(property);
    }

    private Replay replay(Execution execution, Schedule schedule, Property broken, String message) {
        int notRun = schedule.steps().size() - execution.steps().size();
        Counterexample shown = Violations.explain(scene, execution, broken, false);
        Violation violation = broken == null ? null : Violations.violation(execution, broken, message, shown);
        return new Replay(violation, broken != null && checks(broken), notRun, shown);
    }

    private Execution execute(Schedule schedule, Property goal) {
        return Violations.replayer(scene, Budget.NONE).run(schedule, goal);
    }
}
