package org.sockrace.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.sockrace.machine.Property;
import org.sockrace.machine.simulated.Node;
import org.sockrace.machine.simulated.OpKind;
import org.sockrace.scenario.Scenario;
import org.sockrace.search.BreadthFirst;
import org.sockrace.search.Coverage;
import org.sockrace.search.DepthFirst;
import org.sockrace.search.Execution;
import org.sockrace.search.Goal;
import org.sockrace.search.Limits;
import org.sockrace.search.Model;
import org.sockrace.search.Replayer;
import org.sockrace.search.Schedule;
import org.sockrace.search.ScheduleSearch;
import org.sockrace.search.SearchResult;

/** Checks scenarios. Has no state, so it may be used by several threads at once. */
public final class Checker {

    /** A loop that is passed more often than this is taken for one that may never end. */
    private static final int MOST_UNROLLING = 31;

    private Checker() { }

    /**
     * Searches the scenario and judges it.
     *
     * @throws org.sockrace.machine.simulated.SetupException if its set-up fails
     * @throws org.sockrace.machine.simulated.ModelTooLargeException if it cannot be explored at all
     */
    public static CheckReport check(Scenario scenario, CheckOptions options, Progress progress) {
        long start = System.nanoTime();
        Scene scene = SceneBuilder.build(scenario);
        long deadline = options.maxSeconds() > 0 ? start + (long) (options.maxSeconds() * 1e9) : 0;
        Limits limits = new Limits(options.maxStates(), memory(options), deadline, options.cancelled());
        Model model = new Model(scene.world(), options.reductions());
        SearchResult result = search(scenario, model, options, limits, progress);
        while (result.findings().frontierReached() && result.limit() == null && scene.world().unrolling() < MOST_UNROLLING) {
            scene.world().unrollFurther();
            model = new Model(scene.world(), options.reductions());
            result = search(scenario, model, options, limits, progress);
        }
        return report(scenario, scene, model, result, options, start);
    }

    /** What the states may take: never so much of the heap that there is no room to grow and to report. */
    private static long memory(CheckOptions options) {
        long room = Runtime.getRuntime().maxMemory() / 100 * 55;
        return options.maxMemory() > 0 ? Math.min(options.maxMemory(), room) : room;
    }

    private static SearchResult search(Scenario scenario, Model model, CheckOptions options, Limits limits, Progress progress) {
        BreadthFirst.Listener listener = (states, frontier, level) -> progress.level(scenario.name(), states, frontier, level);
        return options.depthFirst() ? new DepthFirst(model, limits, listener).run()
                : new BreadthFirst(model, options.workers(), limits, listener).run();
    }

    private static CheckReport report(Scenario scenario, Scene scene, Model model, SearchResult result, CheckOptions options, long start) {
        Judge judge = new Judge(scene, result, rules(scenario));
        boolean endless = result.findings().frontierReached() && result.limit() == null;
        List<Violation> violations = new ArrayList<>();
        for (Judge.Broken broken : judge.broken) {
            violations.add(violation(scene, broken, options));
        }
        if (endless && scenario.always().contains(Property.TERMINATION)) {
            violations.add(new Violation(Property.TERMINATION, "a loop is passed more than " + scene.world().unrolling()
                    + " times: a thread may never end", "", "", null));
        }
        Verdict verdict = !violations.isEmpty() ? Verdict.BREAKS : result.exhaustive() ? Verdict.HOLDS : Verdict.BOUNDED;
        String limit = result.limit() != null ? result.limit() : endless ? "a loop was not followed further" : "";
        Coverage coverage = Coverage.of(model, result.findings());
        return new CheckReport(scenario.name(), verdict, result.exhaustive(), limit, result.states(), result.transitions(), result.levels(),
                (System.nanoTime() - start) / 1e9, scenario.outcomes().names(), judge.outcomes, judge.endings, violations, judge.races, labels(coverage),
                edges(coverage));
    }

    private static Map<String, Long> labels(Coverage coverage) {
        Map<String, Long> labels = new LinkedHashMap<>();
        coverage.labels().forEach((label, n) -> labels.merge(GotoMap.bundled().name(label.file(), label.function(), label.name()), n, Long::sum));
        return labels;
    }

    private static Map<String, Long> edges(Coverage coverage) {
        Map<String, Long> edges = new LinkedHashMap<>();
        coverage.tests().forEach((test, n) -> edges.put(test.function() + " " + test.file() + ":" + test.line()
                + (test.taken() ? " taken" : " not taken"), n));
        return edges;
    }

    private static Judge.Rules rules(Scenario scenario) {
        return new Judge.Rules() {
            @Override
            public boolean checks(Property property) {
                return scenario.always().contains(property);
            }

            @Override
            public List<Outcome> declared() {
                return scenario.outcomes().rows().stream()
                        .map(row -> new Outcome(row.values(), 0, Outcome.Seen.NEVER, Outcome.Grade.of(row.grade()), row.description())).toList();
            }

            @Override
            public boolean complete() {
                return scenario.outcomes().complete();
            }
        };
    }

    // ---- counterexamples ---------------------------------------------------------------------------------------------

    private static Violation violation(Scene scene, Judge.Broken broken, CheckOptions options) {
        Counterexample shown = null;
        String other = "";
        if (options.counterexamples() && broken.goal() != null) {
            Goal goal = everyExchange(scene, broken.goal());
            Schedule schedule = new ScheduleSearch(Model.forSchedules(scene.world()), goal).run();
            if (schedule != null) {
                Execution execution = new Replayer(scene.world()).run(schedule, goal.property());
                shown = explain(scene, execution);
                other = otherFunction(execution);
            }
        }
        return new Violation(broken.property(), broken.message(), broken.function(), other, shown);
    }

    private static Goal everyExchange(Scene scene, Goal goal) {
        if (goal.property() != null) {
            return goal;
        }
        Set<List<Integer>> all = new LinkedHashSet<>();
        goal.endings().forEach(ending -> all.addAll(scene.exchanges(ending, true)));
        return Goal.ending(all);
    }

    private static Counterexample explain(Scene scene, Execution execution) {
        Schedule taken = new Schedule(execution.steps().stream()
                .map(s -> new Schedule.Step(s.thread(), s.node().op().kind() == OpKind.CHOICE && s.edge() != null ? s.edge().observed() : 0)).toList());
        return new Explainer(new Replayer(scene.world()), new SourceText(), scene.names()).explain(execution, taken, true);
    }

    /** The function in which another thread did what the last step did not expect: freed something, or at least wrote. */
    private static String otherFunction(Execution execution) {
        String freeing = lastOfOthers(execution, OpKind::frees);
        return freeing.isEmpty() ? lastOfOthers(execution, OpKind::writes) : freeing;
    }

    private static String lastOfOthers(Execution execution, Predicate<OpKind> kinds) {
        List<Execution.Step> steps = execution.steps();
        int last = steps.isEmpty() ? -1 : steps.get(steps.size() - 1).thread();
        for (int i = steps.size() - 1; i >= 0; i--) {
            Node node = steps.get(i).node();
            if (steps.get(i).thread() != last && node.at().top() != null && steps.get(i).shared() && kinds.test(node.op().kind())) {
                return node.at().top().function();
            }
        }
        return "";
    }

    /**
     * Runs one schedule of the scenario.
     *
     * @throws IllegalArgumentException if the schedule is malformed; the message is for users
     * @throws org.sockrace.search.StaleScheduleException if it does not fit the scenario
     */
    public static Replay replay(Scenario scenario, String schedule) {
        Scene scene = SceneBuilder.build(scenario);
        Schedule parsed = Schedule.parse(schedule);
        Execution execution = new Replayer(scene.world()).run(parsed, null);
        if (execution.broken() == null) {
            Execution contract = new Replayer(scene.world()).run(parsed, Property.UNREGISTER_CONTRACT);
            execution = contract.broken() != null ? contract : new Replayer(scene.world()).run(parsed, Property.NO_DATA_RACE);
        }
        Property broken = execution.broken() == null ? null : execution.broken().property();
        Replay replay = new Replay(broken, "", execution.complete(), explain(scene, execution));
        return broken == null && execution.complete() ? judged(scenario, scene, execution, replay) : replay;
    }

    /** A replay that came to its end without breaking anything on the way: whether that end is as it should be. */
    private static Replay judged(Scenario scenario, Scene scene, Execution execution, Replay replay) {
        String left = AtRest.problem(scene.leftBehind(execution.end()));
        if (left != null && scenario.always().contains(Property.REFCOUNT_BALANCE)) {
            return new Replay(Property.REFCOUNT_BALANCE, "at rest: " + left, true, replay.execution());
        }
        String outcome = Judge.wrongOutcome(scene.outcome(execution.end()), rules(scenario));
        return outcome == null ? replay : new Replay(Property.OUTCOMES, outcome, true, replay.execution());
    }
}
