package org.sockrace.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.sockrace.automata.OpKind;
import org.sockrace.automata.Operation;
import org.sockrace.explain.Counterexample;
import org.sockrace.explain.SourceText;
import org.sockrace.explain.Standing;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Execution;
import org.sockrace.explore.Finding;
import org.sockrace.explore.Schedule;
import org.sockrace.machine.Property;
import org.sockrace.machine.simulated.Experience;
import org.sockrace.scenario.Scenario;
import org.sockrace.semantics.Result;
import org.sockrace.semantics.Run;

/**
 * An execution of a scenario that somebody makes step by step, and unmakes. It begins with no step, and goes along a schedule as long as nobody wants another
 * one: where that ends, or somebody has left it, the thread that ran last goes on, else the first that can. Not thread-safe.
 */
public final class Stepping {

    /** Without end, nobody could look at it. */
    private static final int MOST_STEPS = 100_000;

    private final Scenario scenario;
    private final List<Schedule.Step> planned;
    private List<Schedule.Step> taken = new ArrayList<>();
    private Shape shape = Shape.PLAIN;
    private Scene scene;
    private Execution execution;

    /**
     * What the latest step has broken.
     *
     * @param violation what, without an execution
     * @param checked whether the scenario, or whoever runs it, asks for that
     */
    public record News(Violation violation, boolean checked) { }

    /** Why somebody who was to run for a while has stopped. */
    public enum Stop {
        /** So far was wanted. */
        THERE,
        /** Something is broken. */
        BROKEN,
        /** No thread can take a step any more, or one has broken what ends the execution. */
        END,
        /** It is longer than anybody could look at. */
        TOO_LONG
    }

    Stepping(Scenario scenario, Schedule planned) {
        this.scenario = scenario;
        this.planned = planned.steps();
        follow(List.of());
    }

    private void follow(List<Schedule.Step> steps) {
        execution = Shape.fitting(shape, needed -> {
            if (scene == null || !needed.equals(shape)) {
                scene = SceneBuilder.build(scenario, needed, Experience.NONE);
                shape = needed;
            }
            return replay(steps);
        });
        taken = new ArrayList<>(steps.subList(0, execution.steps().size()));
    }

    private Execution replay(List<Schedule.Step> steps) {
        return Violations.replayer(scene, Budget.NONE, true).run(new Schedule(steps), null);
    }

    // ---- where it is -------------------------------------------------------------------------------------------------------

    /** How many steps were taken. */
    public int size() {
        return taken.size();
    }

    /** How many steps the schedule has that is followed. */
    public int planned() {
        return planned.size();
    }

    /** Whether the schedule was followed up to here. */
    public boolean asPlanned() {
        return taken.size() <= planned.size() && planned.subList(0, taken.size()).equals(taken);
    }

    /** The schedule of what was done: can be replayed. */
    public String schedule() {
        return new Schedule(taken).toString();
    }

    /** The steps so far. */
    public Counterexample shown() {
        return Violations.explain(scene, execution, null, false);
    }

    /** Where each thread stands. */
    public List<Standing> standings() {
        return Standing.of(execution, new SourceText());
    }

    /** Whether no step can follow. */
    public boolean ended() {
        return execution.complete() || execution.broken() != null;
    }

    /** The outcome, one result for each column; empty unless every thread has ended, or if there are no columns. */
    public List<String> outcome() {
        return execution.complete() && execution.broken() == null ? scene.outcome(execution.end()) : List.of();
    }

    /** The number of the thread of that name, or -1. */
    public int thread(String name) {
        for (int t = 0; t < execution.world().threads(); t++) {
            if (execution.world().threadName(t).equalsIgnoreCase(name)) {
                return t;
            }
        }
        return -1;
    }

    // ---- going on ------------------------------------------------------------------------------------------------------------

    /**
     * A thread takes a step.
     *
     * @param choice what comes out if that is a choice, else 0
     * @return whether it did
     * @throws org.sockrace.explore.StaleScheduleException if it cannot; the message says why
     */
    public boolean take(int thread, int choice) {
        if (ended()) {
            return false;
        }
        List<Schedule.Step> steps = new ArrayList<>(taken);
        steps.add(new Schedule.Step(thread, choice));
        follow(steps);
        return true;
    }

    /** Takes back so many steps, or all. */
    public void back(int steps) {
        follow(List.copyOf(taken.subList(0, Math.max(0, taken.size() - steps))));
    }

    /**
     * Goes on until there are so many steps, unless it ends or something is broken before.
     *
     * @param toPreemption whether to stop also before a thread is interrupted that could go on
     */
    public Stop run(int until, boolean toPreemption) {
        int from = taken.size();
        Stop stop = Stop.THERE;
        List<Schedule.Step> steps = new ArrayList<>(taken);
        Run now = end();
        while (steps.size() < until && stop == Stop.THERE && !ended()) {
            Schedule.Step next = next(now, steps);
            boolean preempts = next != null && steps.size() > from && interrupts(now, steps, next);
            if (next == null || toPreemption && preempts) {
                break;
            }
            stop = steps.size() >= MOST_STEPS ? Stop.TOO_LONG : Stop.THERE;
            steps.add(next);
            Result result = now.step(next.thread(), next.choice()).result();
            if (result instanceof Result.Broken) {
                break;
            } else if (result instanceof Result.Unknown) {
                follow(steps);
                now = end();
            }
        }
        follow(steps);
        int broken = firstBroken(from);
        if (broken > 0 && broken < taken.size()) {
            follow(List.copyOf(taken.subList(0, broken)));
        }
        return broken > 0 ? Stop.BROKEN : stop == Stop.THERE && ended() ? Stop.END : stop;
    }

    private Run end() {
        return execution.steps().isEmpty() ? new Run(execution.world()) : execution.steps().get(execution.steps().size() - 1).after().copy();
    }

    private Schedule.Step next(Run now, List<Schedule.Step> steps) {
        if (steps.size() < planned.size() && planned.subList(0, steps.size()).equals(steps)) {
            Schedule.Step next = planned.get(steps.size());
            return fits(now, next) ? next : null;
        }
        int last = steps.isEmpty() ? -1 : steps.get(steps.size() - 1).thread();
        for (int t = -1; t < now.threads(); t++) {
            int thread = t < 0 ? last : t;
            if (thread >= 0 && now.canMove(thread)) {
                return new Schedule.Step(thread, 0);
            }
        }
        return null;
    }

    /** Whether a step of the schedule can be taken. */
    private static boolean fits(Run now, Schedule.Step step) {
        if (step.thread() >= now.threads() || !now.canMove(step.thread())) {
            return false;
        }
        Operation op = now.node(step.thread()).op();
        return op.kind() != OpKind.CHOICE || step.choice() < op.a();
    }

    private static boolean interrupts(Run now, List<Schedule.Step> steps, Schedule.Step next) {
        int last = steps.get(steps.size() - 1).thread();
        return next.thread() != last && now.canMove(last);
    }

    // ---- what is broken --------------------------------------------------------------------------------------------------------

    private int firstBroken(int after) {
        for (int n = after + 1; n <= execution.steps().size(); n++) {
            if (!found(n).isEmpty()) {
                return n;
            }
        }
        return execution.broken() != null || execution.complete() && !news().isEmpty() ? execution.steps().size() : 0;
    }

    /** What that step has broken, or the state to which it leads; not what was so before. */
    private List<Finding> found(int number) {
        Set<List<Object>> before = new HashSet<>();
        List<Finding> found = new ArrayList<>();
        for (Execution.Noted noted : execution.noted()) {
            Finding f = noted.finding();
            List<Object> what = List.of(f.property(), f.role(), f.node(), f.detail());
            if (noted.step() == number - 1) {
                before.add(what);
            } else if (noted.step() == number && before.add(what)) {
                found.add(f);
            }
        }
        return found;
    }

    /** What the latest step has broken. */
    public List<News> news() {
        List<News> news = new ArrayList<>();
        for (Finding finding : found(size())) {
            if (execution.broken() == null || finding.property() != execution.broken().property()) {
                news.add(news(finding));
            }
        }
        if (execution.broken() != null) {
            news.add(news(execution.broken()));
        } else if (execution.complete()) {
            String left = AtRest.problem(execution);
            if (left != null) {
                news.add(news(Property.REFCOUNT_BALANCE, "at rest: " + left));
            }
            String outcome = OutcomeJudge.wrongOutcome(scene.outcome(execution.end()), scenario.outcomes());
            if (outcome != null) {
                news.add(news(Property.OUTCOMES, outcome));
            }
        }
        return news;
    }

    private News news(Finding finding) {
        Execution broken = new Execution(execution.world(), execution.steps(), finding, execution.noted(), execution.end(), execution.complete());
        Property property = finding.property();
        return new News(Violations.violation(broken, property, Judge.message(execution.world(), finding), null), scenario.always().contains(property));
    }

    private News news(Property property, String message) {
        return new News(new Violation(property, message, "", "", 0, "", null), scenario.always().contains(property));
    }

    /** Whether anything that is checked was broken up to now. */
    public boolean brokenUntilNow() {
        return news().stream().anyMatch(News::checked)
                || execution.noted().stream().anyMatch(n -> n.step() <= size() && scenario.always().contains(n.finding().property()));
    }
}
