package org.sockrace.explore;

import java.util.ArrayList;
import java.util.List;
import org.sockrace.automata.Edge;
import org.sockrace.automata.Node;
import org.sockrace.automata.OpKind;
import org.sockrace.automata.World;
import org.sockrace.machine.Property;
import org.sockrace.semantics.Result;
import org.sockrace.semantics.Run;

/** Executes a schedule on the plain interpreter, checking every step. */
public final class Replayer {

    /** Which operations others can notice. */
    @FunctionalInterface
    public interface Visibility {
        /** Whether other threads can notice the operation at that node, or interfere with it. */
        boolean shared(World world, int role, int node);
    }

    private final Source source;
    private final List<Monitor> monitors;
    private final Visibility visibility;
    private final Budget budget;
    private final boolean everyState;

    /** Replays schedules of that source's automata, which are made larger where a schedule leaves them. */
    public Replayer(Source source, List<Monitor> monitors, Visibility visibility, Budget budget) {
        this(source, monitors, visibility, budget, false);
    }

    /** The same; with {@code everyState}, monitors look at the state after each step, and not only at the last. */
    public Replayer(Source source, List<Monitor> monitors, Visibility visibility, Budget budget, boolean everyState) {
        this.everyState = everyState;
        this.source = source;
        this.monitors = monitors;
        this.visibility = visibility;
        this.budget = budget;
    }

    /**
     * Runs the schedule until it ends or a property is broken.
     *
     * @param goal a property whose breaking ends the execution although it could go on, or null
     * @throws StaleScheduleException if a step is impossible
     * @throws CutShortException if the budget is used up meanwhile
     */
    public Execution run(Schedule schedule, Property goal) {
        boolean lookAhead = true;
        while (true) {
            Attempt attempt = new Attempt(source.world(budget), goal, lookAhead);
            Execution done = attempt.run(schedule);
            if (done != null) {
                return done;
            }
            List<Source.Unknown> more = List.of(attempt.unknown);
            if (!(goal == Property.TERMINATION ? source.extend(more, budget) : source.extendRound(more, budget))) {
                if (!attempt.ahead) {
                    return attempt.endless();
                }
                lookAhead = false;
            }
        }
    }

    /** One try, on automata that may turn out to be too small. */
    private final class Attempt {

        private final World world;
        private final Property goal;
        private final List<Execution.Step> steps = new ArrayList<>();
        private final List<Execution.Noted> noted = new ArrayList<>();
        private final boolean lookAhead;
        private Run now;
        private Source.Unknown unknown;
        /** Whether what is unknown was not reached by the schedule, but when it was asked what comes after it. */
        private boolean ahead;

        Attempt(World world, Property goal, boolean lookAhead) {
            this.world = world;
            this.goal = goal;
            this.lookAhead = lookAhead;
            this.now = new Run(world);
        }

        /** The execution, or null if the automata are too small. */
        Execution run(Schedule schedule) {
            for (Schedule.Step step : schedule.steps()) {
                budget.check();
                Finding broken = step(step);
                if (unknown != null) {
                    return null;
                }
                if (broken != null) {
                    return execution(broken, false);
                }
            }
            return finish();
        }

        Execution endless() {
            return execution(new Finding(Property.TERMINATION, unknown.role(), unknown.node(), "", steps.size()), false);
        }

        private Finding step(Schedule.Step step) {
            int thread = step.thread();
            int number = steps.size() + 1;
            if (thread >= now.threads()) {
                throw new StaleScheduleException(number, "there is no thread " + thread + ": threads are 0 to " + (now.threads() - 1));
            }
            Node node = now.node(thread);
            if (node.op().kind() == OpKind.CHOICE && step.choice() >= node.op().a()) {
                throw new StaleScheduleException(number, "choice " + step.choice() + " does not exist: " + node.op().text());
            }
            boolean couldGoOn = !steps.isEmpty() && now.canMove(steps.get(steps.size() - 1).thread());
            Run after = now.copy();
            Run.Step done = after.step(thread, step.choice());
            if (done.result().stays()) {
                throw new StaleScheduleException(number, blocked(thread, node));
            }
            if (done.result() instanceof Result.Unknown) {
                unknown = new Source.Unknown(now.role(thread), now.number(thread), now.observes(thread));
                return null;
            }
            boolean shared = visibility.shared(world, now.role(thread), now.number(thread));
            if (done.result() instanceof Result.Broken broken) {
                steps.add(new Execution.Step(thread, now.number(thread), shared, node, null, now, now, couldGoOn));
                return new Finding(broken.property(), now.role(thread), now.number(thread), "", number);
            }
            Finding met = look(thread, done.edge(), number);
            steps.add(new Execution.Step(thread, now.number(thread), shared, node, done.edge(), now, after, couldGoOn));
            now = after;
            if (everyState) {
                Findings there = new Findings(world);
                there.level(number);
                monitors.forEach(m -> m.state(now, there));
                Finding seen = note(there, number);
                return met != null ? met : seen;
            }
            return met;
        }

        private Finding look(int thread, Edge edge, int number) {
            Findings findings = new Findings(world);
            findings.level(number);
            monitors.forEach(m -> m.step(now, thread, edge, findings));
            findings.heard(now.role(thread), now.number(thread), edge.notes());
            return note(findings, number);
        }

        private Finding note(Findings findings, int number) {
            findings.all().forEach(f -> noted.add(new Execution.Noted(number, f)));
            return goal == null ? null : findings.first(goal);
        }

        private Execution finish() {
            Findings findings = new Findings(world);
            findings.level(steps.size());
            monitors.forEach(m -> m.state(now, findings));
            Finding met = note(findings, steps.size() + 1);
            boolean movable = false;
            for (int t = 0; t < now.threads(); t++) {
                movable |= now.canMove(t);
            }
            if (!movable) {
                findings.rest(now);
            } else if (lookAhead) {
                GoingRound.Known known = GoingRound.from(now);
                unknown = known.unknown();
                ahead = unknown != null;
                if (ahead) {
                    return null;
                }
                movable = !known.returns() || !GoingRound.note(now, known.moving(), findings);
            }
            Finding deadlock = findings.first(Property.NO_DEADLOCK);
            return execution(deadlock != null ? deadlock : met, !movable);
        }

        private String blocked(int thread, Node node) {
            String name = world.automata().get(now.role(thread)).role().name();
            return node.op().kind() == OpKind.DONE ? "thread " + thread + " (" + name + ") has already ended"
                    : "thread " + thread + " (" + name + ") is blocked in " + (node.at().top() == null ? node.op().kind() : node.at().top().function());
        }

        private Execution execution(Finding broken, boolean complete) {
            List<Node> end = new ArrayList<>();
            for (int t = 0; t < now.threads(); t++) {
                end.add(now.node(t));
            }
            return new Execution(world, steps, broken, noted, end, complete);
        }
    }
}
