package org.sockrace.check;

import java.util.List;
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
        List<Execution.Noted> noted = execution.noted();
        boolean atTheEnd = !noted.isEmpty() && noted.get(noted.size() - 1).step() >= execution.steps().size();
        if (execution.broken() != null || atTheEnd) {
            return shown(atTheEnd && execution.broken() == null ? execute(parsed, noted.get(noted.size() - 1).finding().property()) : execution);
        }
        Replay replay = shown(execution);
        Replay judged = execution.complete() ? judged(execution, replay) : replay;
        return judged.broken() != null || noted.isEmpty() ? judged : shown(execute(parsed, noted.get(0).finding().property()));
    }

    private Replay shown(Execution execution) {
        Property broken = execution.broken() == null ? null : execution.broken().property();
        String message = broken == null ? "" : Judge.message(execution.world(), execution.broken());
        return new Replay(broken, message, execution.complete(), Violations.explain(scene, execution, true));
    }

    private Execution execute(Schedule schedule, Property goal) {
        return Violations.replayer(scene, Budget.NONE).run(schedule, goal);
    }

    /** A replay that came to its end without breaking anything on the way: whether that end is as it should be. */
    private Replay judged(Execution execution, Replay replay) {
        String left = new AtRest(execution.world()).problem(execution.end());
        if (left != null && scenario.always().contains(Property.REFCOUNT_BALANCE)) {
            return new Replay(Property.REFCOUNT_BALANCE, "at rest: " + left, true, replay.execution());
        }
        String outcome = scenario.always().contains(Property.OUTCOMES) ? OutcomeJudge.wrongOutcome(scene.outcome(execution.end()), scenario.outcomes()) : null;
        return outcome == null ? replay : new Replay(Property.OUTCOMES, outcome, true, replay.execution());
    }
}
