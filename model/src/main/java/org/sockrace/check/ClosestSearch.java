package org.sockrace.check;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.sockrace.automata.Edge;
import org.sockrace.automata.Node;
import org.sockrace.automata.OpKind;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Execution;
import org.sockrace.explore.Findings;
import org.sockrace.explore.GoingRound;
import org.sockrace.explore.Monitor;
import org.sockrace.explore.Schedule;
import org.sockrace.explore.Source;
import org.sockrace.machine.Property;
import org.sockrace.scenario.Scenario;
import org.sockrace.semantics.Result;
import org.sockrace.semantics.Run;

/**
 * Looks for the longest beginning of an execution that breaks something from which one that breaks nothing can still be reached: every way on, depth-first, the
 * thread that runs first. Breaks nothing means what it means to a replay. Not thread-safe.
 */
final class ClosestSearch {

    /** As many states as a small heap has room for. */
    private static final int MOST_STATES = 30_000;

    private final Scenario scenario;
    private final Scene scene;
    private final Budget budget;
    private final Property shown;
    private Set<Run> seen;
    private AtRest rest;
    private Source.Unknown unknown;
    private boolean certain;
    private boolean goesRound;

    ClosestSearch(Scenario scenario, Scene scene, Budget budget, Property shown) {
        this.scenario = scenario;
        this.scene = scene;
        this.budget = budget;
        this.shown = shown;
    }

    /** Looks, beginning at the end of the schedule, which breaks something. */
    Closest closestTo(Schedule schedule) {
        while (true) {
            Execution breaking = Violations.replayer(scene, budget).run(schedule, shown);
            seen = new HashSet<>();
            rest = new AtRest(breaking.world());
            goesRound = breaking.world().goesRound();
            certain = true;
            unknown = null;
            Closest found = search(breaking);
            if (unknown == null) {
                return found;
            }
            if (!scene.source().extendRound(List.of(unknown), budget)) {
                return new Closest(null, 0, false);
            }
        }
    }

    private Closest search(Execution breaking) {
        List<Schedule.Step> taken = new ArrayList<>();
        breaking.steps().forEach(s -> taken.add(new Schedule.Step(s.thread(), s.node().op().kind() == OpKind.CHOICE && s.edge() != null
                ? s.edge().observed() : 0)));
        int clean = breaking.noted().stream().filter(n -> counts(n.finding().property())).mapToInt(n -> n.step() - 1).min().orElse(taken.size());
        for (int common = Math.min(clean, taken.size() - 1); common >= 0 && unknown == null; common--) {
            Run from = common == 0 ? breaking.steps().get(0).before() : breaking.steps().get(common - 1).after();
            List<Schedule.Step> rest = completion(from, common == 0 ? taken.get(0).thread() : taken.get(common - 1).thread());
            if (rest != null) {
                List<Schedule.Step> whole = new ArrayList<>(taken.subList(0, common));
                whole.addAll(rest);
                Execution holding = Violations.replayer(scene, budget).run(new Schedule(whole), null);
                return new Closest(Violations.explain(scene, holding, null, false), common, certain);
            }
        }
        return new Closest(null, 0, certain);
    }

    /** A state on the way, what may be tried there, and the step that led to it. */
    private record Visit(Run at, Schedule.Step by, Deque<Schedule.Step> moves) { }

    /** A way from that state to an end at which nothing is broken; null if there is none, or none was found. */
    private List<Schedule.Step> completion(Run from, int last) {
        Deque<Visit> path = new ArrayDeque<>();
        if (!enter(path, from, null, last)) {
            return null;
        }
        while (!path.isEmpty() && unknown == null) {
            budget.check();
            Visit visit = path.peek();
            if (visit.moves().isEmpty()) {
                if (isEnd(visit.at()) && endsWell(visit.at())) {
                    List<Schedule.Step> steps = new ArrayList<>();
                    path.descendingIterator().forEachRemaining(v -> steps.add(v.by()));
                    return steps.subList(1, steps.size());
                }
                path.pop();
                continue;
            }
            Schedule.Step move = visit.moves().poll();
            Run next = step(visit.at(), move);
            if (next != null) {
                enter(path, next, move, move.thread());
            }
        }
        return null;
    }

    private boolean enter(Deque<Visit> path, Run run, Schedule.Step by, int last) {
        if (seen.contains(run)) {
            return false;
        }
        if (seen.size() >= MOST_STATES) {
            certain = false;
            return false;
        }
        seen.add(run);
        if (shown == Property.NO_DATA_RACE && broken(findings -> KnownRaces.MONITORS.forEach(m -> m.state(run, findings)), run)) {
            return false;
        }
        Deque<Schedule.Step> moves = new ArrayDeque<>();
        for (int t = 0; t < run.threads(); t++) {
            int thread = (last + t) % run.threads();
            Node node = run.node(thread);
            int choices = node.op().kind() == OpKind.CHOICE ? node.op().a() : 1;
            for (int choice = 0; choice < choices; choice++) {
                moves.add(new Schedule.Step(thread, choice));
            }
        }
        path.push(new Visit(run, by, moves));
        return true;
    }

    /** The state after that step, or null if the thread cannot take it, or breaks something by it. */
    private Run step(Run before, Schedule.Step move) {
        Run after = before.copy();
        Run.Step done = after.step(move.thread(), move.choice());
        if (done.result() instanceof Result.Unknown) {
            unknown = new Source.Unknown(before.role(move.thread()), before.number(move.thread()), before.observes(move.thread()));
            return null;
        }
        Edge edge = done.edge();
        if (edge == null || broken(findings -> breaks(before, move.thread(), edge, findings), before)) {
            return null;
        }
        return after;
    }

    private static void breaks(Run before, int thread, Edge edge, Findings findings) {
        for (Monitor monitor : KnownRaces.MONITORS) {
            monitor.step(before, thread, edge, findings);
        }
        findings.heard(before.role(thread), before.number(thread), edge.notes());
    }

    private boolean broken(java.util.function.Consumer<Findings> look, Run run) {
        Findings findings = new Findings(run.world());
        look.accept(findings);
        return findings.all().stream().anyMatch(f -> counts(f.property()));
    }

    private boolean counts(Property property) {
        return scenario.always().contains(property) || property == shown;
    }

    /** Nobody can move, or only those who serve others, for ever, and what they do always leads back to this state. */
    private boolean isEnd(Run run) {
        boolean moves = false;
        for (int t = 0; t < run.threads(); t++) {
            moves |= run.canMove(t);
        }
        return !moves || goesRound && rests(run) && GoingRound.from(run).returns();
    }

    private static boolean rests(Run run) {
        boolean rests = true;
        for (int t = 0; t < run.threads(); t++) {
            rests &= run.ended(t) || run.idle(t);
        }
        return rests;
    }

    private boolean endsWell(Run run) {
        if (broken(findings -> {
            KnownRaces.MONITORS.forEach(m -> m.state(run, findings));
            findings.rest(run);
        }, run)) {
            return false;
        }
        List<Node> ends = new ArrayList<>();
        for (int t = 0; t < run.threads(); t++) {
            ends.add(run.node(t));
        }
        boolean balanced = !counts(Property.REFCOUNT_BALANCE) || rest.problem(ends, run.contested()) == null;
        return balanced && (!counts(Property.OUTCOMES) || OutcomeJudge.wrongOutcome(scene.outcome(ends), scenario.outcomes()) == null);
    }
}
