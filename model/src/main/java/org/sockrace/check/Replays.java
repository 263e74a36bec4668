package org.sockrace.check;

import java.util.List;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Execution;
import org.sockrace.explore.Finding;
import org.sockrace.explore.Schedule;
import org.sockrace.machine.Property;
import org.sockrace.scenario.Scenario;

/** Runs one schedule of a scenario, and says what it shows. */
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
        if (execution.broken() == null && !execution.noted().isEmpty()) {
            execution = execute(parsed, goal(execution).property());
        }
        Property broken = execution.broken() == null ? null : execution.broken().property();
        String message = broken == null ? "" : Judge.message(execution.world(), execution.broken());
        Replay replay = new Replay(broken, message, execution.complete(), Violations.explain(scene, execution, true));
        return broken == null && execution.complete() ? judged(execution, replay) : replay;
    }

    private Execution execute(Schedule schedule, Property goal) {
        return Violations.replayer(scene, Budget.NONE).run(schedule, goal);
    }

    /** What was broken last, if that is where the schedule ends; else what was broken first. */
    private static Finding goal(Execution execution) {
        List<Execution.Noted> noted = execution.noted();
        Execution.Noted last = noted.get(noted.size() - 1);
        return last.step() >= execution.steps().size() ? last.finding() : noted.get(0).finding();
    }

    /** A replay that came to its end without breaking anything on the way: whether that end is as it should be. */
    private Replay judged(Execution execution, Replay replay) {
        String left = AtRest.problem(scene.leftBehind(execution.world(), execution.end()));
        if (left != null && scenario.always().contains(Property.REFCOUNT_BALANCE)) {
            return new Replay(Property.REFCOUNT_BALANCE, "at rest: " + left, true, replay.execution());
        }
        String outcome = Judge.wrongOutcome(scene.outcome(execution.end()), Rules.of(scenario));
        return outcome == null ? replay : new Replay(Property.OUTCOMES, outcome, true, replay.execution());
    }
}
