package org.sockrace.check;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Execution;
import org.sockrace.explore.Schedule;
import org.sockrace.machine.Property;
import org.sockrace.scenario.Scenario;

/**
 * Runs one schedule of a scenario, and says what it shows: all that is broken where it ends, by its last step or because of what that leads to; else what was
 * broken first on the way.
 */
final class Replays {

    /** What is broken, and the execution that ends there. */
    private record Shown(Execution execution, Property property, String message) { }

    private final Scenario scenario;
    private final Scene scene;

    Replays(Scenario scenario, Scene scene) {
        this.scenario = scenario;
        this.scene = scene;
    }

    Replay run(String schedule) {
        Schedule parsed = Schedule.parse(schedule);
        Execution execution = execute(parsed, null);
        List<Shown> found = atTheEnd(execution, parsed);
        if (found.stream().noneMatch(shown -> checks(shown.property()))) {
            execution.noted().stream().map(noted -> noted.finding().property()).filter(this::checks).findFirst()
                    .ifPresent(property -> found.add(shown(execute(parsed, property))));
        }
        List<Shown> asked = found.stream().filter(shown -> checks(shown.property())).toList();
        return replay(execution, parsed, asked.isEmpty() ? found : asked, !asked.isEmpty());
    }

    /** Runs the schedule, and then the code itself along it; see {@link Checker#live}. */
    Checker.Live live(String schedule, Consumer<Replay> ready, BooleanSupplier cancelled) {
        Replay replay = run(schedule);
        Execution execution = execute(Schedule.parse(schedule), null);
        ready.accept(replay);
        return new Checker.Live(replay, scene.source().live(execution).run(cancelled), execution.steps().size());
    }

    /** What its last step breaks, whatever was found last first, and then what is wrong with the state to which that leads. */
    private List<Shown> atTheEnd(Execution execution, Schedule schedule) {
        List<Shown> found = new ArrayList<>();
        Set<Property> noted = new LinkedHashSet<>();
        for (int i = execution.noted().size() - 1; i >= 0 && execution.noted().get(i).step() >= execution.steps().size(); i--) {
            noted.add(execution.noted().get(i).finding().property());
        }
        if (execution.broken() != null) {
            found.add(shown(execution));
            noted.remove(execution.broken().property());
        }
        noted.stream().filter(this::checks).forEach(property -> found.add(shown(execute(schedule, property))));
        if (execution.complete() && execution.broken() == null) {
            judge(execution, found);
        }
        return found;
    }

    private static Shown shown(Execution execution) {
        return new Shown(execution, execution.broken().property(), Judge.message(execution.world(), execution.broken()));
    }

    /** Whether an end before which nothing stopped it is as it should be. */
    private void judge(Execution execution, List<Shown> found) {
        String left = checks(Property.REFCOUNT_BALANCE) ? AtRest.problem(execution) : null;
        if (left != null) {
            found.add(new Shown(execution, Property.REFCOUNT_BALANCE, "at rest: " + left));
        }
        String outcome = checks(Property.OUTCOMES) ? OutcomeJudge.wrongOutcome(scene.outcome(execution.end()), scenario.outcomes()) : null;
        if (outcome != null) {
            found.add(new Shown(execution, Property.OUTCOMES, outcome));
        }
    }

    private boolean checks(Property property) {
        return scenario.always().contains(property);
    }

    private Replay replay(Execution whole, Schedule schedule, List<Shown> found, boolean checked) {
        Execution execution = found.isEmpty() ? whole : found.get(0).execution();
        int notRun = schedule.steps().size() - execution.steps().size();
        List<Violation> violations = found.stream().map(this::violation).toList();
        return new Replay(violations, checked, notRun,
                violations.isEmpty() ? Violations.explain(scene, execution, null, false) : violations.get(0).counterexample());
    }

    private Violation violation(Shown shown) {
        return Violations.violation(shown.execution(), shown.property(), shown.message(),
                Violations.explain(scene, shown.execution(), shown.property(), false));
    }

    private Execution execute(Schedule schedule, Property goal) {
        return Violations.replayer(scene, Budget.NONE).run(schedule, goal);
    }
}
