package org.sockrace.check;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.sockrace.automata.World;
import org.sockrace.disk.DiskEngine;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Claim;
import org.sockrace.explore.CutShortException;
import org.sockrace.explore.Engine;
import org.sockrace.explore.Exploration;
import org.sockrace.explore.Follower;
import org.sockrace.explore.Progress;
import org.sockrace.explore.Schedule;
import org.sockrace.explore.Source;
import org.sockrace.machine.Property;
import org.sockrace.machine.simulated.Experience;
import org.sockrace.machine.simulated.WorldBuilder;
import org.sockrace.scenario.Scenario;
import org.sockrace.scenario.ThreadDecl;
import org.sockrace.search.Goal;
import org.sockrace.weak.world.NotSupportedException;
import org.sockrace.weak.world.WeakSearch;

/** Checks scenarios. Has no state, so it may be used by several threads at once. */
public final class Checker {

    /** That nothing was judged of how executions end. */
    private static final String WAITING = "in every execution a thread waits for ever: what happens until then is judged, but none has an outcome";

    private Checker() { }

    /**
     * Explores the scenario and judges it.
     *
     * @throws org.sockrace.machine.simulated.SetupException if its set-up fails
     * @throws org.sockrace.explore.ModelTooLargeException if it cannot be explored at all
     */
    public static CheckReport check(Scenario scenario, CheckOptions options, Progress progress) {
        return checked(scenario, options, Before.NOTHING, progress).report();
    }

    /**
     * What is known of the scenario from a kernel that is nearly the same.
     *
     * @param experience what its threads were seen to observe
     * @param start told what was set up, before there are automata: true if its threads begin as they do on that kernel, and run the same code
     * @param same told the automata before they are searched: true if those of that kernel are equal to them and a search of those did not go beyond them, so
     *     that nothing else would be found
     */
    public record Before(Experience experience, Predicate<WorldBuilder> start, Predicate<World> same) {

        /** Nothing. */
        static final Before NOTHING = new Before(Experience.NONE, source -> false, world -> false);
    }

    /**
     * A scenario that was checked.
     *
     * @param report what was found; null if that is known before
     * @param exploration what it was judged by; null without a report, or if memory was too small
     * @param grown whether the search went beyond the automata that it began with
     * @param experience what threads were seen to observe
     */
    public record Checked(CheckReport report, Exploration exploration, boolean grown, Supplier<Experience> experience) {

        /** One of which it is known before what would be found. */
        private static Checked known(Scene scene) {
            return new Checked(null, null, false, scene.source()::experience);
        }
    }

    /** The same, for many kernels that differ in little. */
    public static Checked checked(Scenario scenario, CheckOptions options, Before before, Progress progress) {
        long start = System.nanoTime();
        Budget budget = options.budget(start, progress);
        try {
            return withScene(scenario, before.experience(), scene -> check(scenario, scene, options, before, budget, start));
        } catch (OutOfMemoryError e) {
            return new Checked(new CheckReport(scenario.name(), options.engine(), Verdict.BOUNDED, false, Claim.CutShort.OUT_OF_MEMORY, 0, 0, 0, since(start),
                    scenario.outcomes().names(), List.of(), new Endings(Set.of(), Set.of()), List.of(), List.of(), List.of(), List.of(), Map.of(), Map.of()),
                    null, true, () -> Experience.NONE);
        }
    }

    private static double since(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    /** Identical threads that turn out not to be interchangeable are given roles of their own. */
    static <T> T withScene(Scenario scenario, Function<Scene, T> use) {
        return withScene(scenario, Experience.NONE, use);
    }

    private static <T> T withScene(Scenario scenario, Experience before, Function<Scene, T> use) {
        return Shape.fitting(shape -> use.apply(SceneBuilder.build(scenario, shape, before)));
    }

    private static Checked check(Scenario scenario, Scene scene, CheckOptions options, Before before, Budget budget, long start) {
        if (before.start().test(scene.source())) {
            return Checked.known(scene);
        }
        World world = before == Before.NOTHING ? null : begun(scene, budget);
        if (world != null && before.same().test(world)) {
            return Checked.known(scene);
        }
        int passes = scene.source().passes();
        Engine engine = engine(scene, options);
        WeakSearch.Found weak = engine instanceof WeakSearch graphs ? weak(scenario, scene, graphs, budget) : null;
        Exploration exploration = weak != null ? weak.exploration() : engine.explore(scene.source(), KnownRaces.MONITORS, budget);
        CheckReport report = report(scenario, scene, options, budget, start, new Explored(engine, exploration, weak));
        return new Checked(report, exploration, scene.source().passes() > passes, scene.source()::experience);
    }

    /** The first automata, or null if there is no time for them, which the engine will say. */
    private static World begun(Scene scene, Budget budget) {
        try {
            return scene.source().world(budget);
        } catch (CutShortException e) {
            return null;
        }
    }

    /** All data races that are declared benign, as reports name those that happen. */
    public static List<String> benignRaces() {
        return KnownRaces.texts();
    }

    /** What a scenario expects to be broken must be something that is looked for, and so must be some of what is to be checked: else nothing would be said. */
    private static WeakSearch.Found weak(Scenario scenario, Scene scene, WeakSearch engine, Budget budget) {
        for (Property expected : scenario.expectation().properties()) {
            if (WeakSearch.NOT_LOOKED_FOR.contains(expected)) {
                throw new NotSupportedException("the property " + expected.id() + ", which the scenario expects to be broken");
            }
        }
        if (WeakSearch.NOT_LOOKED_FOR.containsAll(scenario.always())) {
            throw new NotSupportedException(String.join(", ", scenario.always().stream().map(Property::id).toList()) + ", and nothing else is to be checked");
        }
        return engine.search(scene.source(), KnownRaces.MONITORS, budget);
    }

    private static Engine engine(Scene scene, CheckOptions options) {
        Cluster cluster = options.cluster();
        return cluster == null ? options.engine().make(options) : ClusterEngines.find().orElseThrow()
                .engine(cluster.master(), ScenarioRecipe.of(cluster, scene), options.reductions());
    }

    /** What an engine found, and what it found under the memory model of the kernel; null if it was not asked for that. */
    private record Explored(Engine engine, Exploration exploration, WeakSearch.Found weak) { }

    private static CheckReport report(Scenario scenario, Scene scene, CheckOptions options, Budget budget, long start, Explored explored) {
        Exploration exploration = explored.exploration();
        WeakSearch.Found weak = explored.weak();
        Judge judge = Judge.of(scenario, scene, exploration, budget);
        Claim claim = judge.limit() == null ? exploration.claim() : new Claim.CutShort(judge.limit());
        List<Violation> violations = new ArrayList<>();
        Violations shown = new Violations(scene, exploration, claim, budget, options, elsewhere(explored.engine(), exploration, budget));
        WeakViolations graphs = weak == null ? null : new WeakViolations(exploration.world(), weak.sketches());
        judge.broken().forEach(broken -> violations.add(graphs == null ? shown.violation(broken) : graphs.shown(broken, shown)));
        List<Witness> witnesses = options.witnesses() && exploration.findings() != null ? witnesses(options, judge, shown) : List.of();
        Violations hidden = new Violations(scene, exploration, claim, budget, options.withoutCounterexamples(), goal -> null);
        List<Violation> unasked = judge.unasked().stream().map(hidden::violation).toList();
        List<String> notes = new ArrayList<>(NotModelled.notes(scenario));
        notes.addAll(judge.notes());
        if (weak != null && weak.stuck() > 0 && weak.stuck() == exploration.states()) {
            notes.add(WAITING);
        }
        Set<Property> unchecked = unchecked(scenario, exploration);
        Claim reach = scenario.anyNumber().isPresent() && claim.complete() ? onlySo(scenario.anyNumber().get()) : claim;
        Verdict verdict = Verdict.of(reach, !violations.isEmpty(), unchecked);
        boolean exhaustive = reach.complete() && unchecked.isEmpty();
        return new CheckReport(scenario.name(), options.engine(), verdict, exhaustive, limit(reach, unchecked), exploration.states(),
                exploration.transitions(), exploration.levels(), since(start), scenario.outcomes().names(), judge.outcomes(), judge.endings(), violations,
                unasked, notes, judge.races(), Covered.labels(exploration), Covered.edges(exploration),
                Covered.calls(exploration), witnesses);
    }

    /** What finds a schedule when memory is too small to look for the simplest one. */
    private static Function<Goal, Schedule> elsewhere(Engine engine, Exploration exploration, Budget budget) {
        return engine instanceof DiskEngine disk ? goal -> disk.schedule(exploration.world(), KnownRaces.MONITORS, goal, budget) : goal -> null;
    }

    /** Of any number of threads, one number is searched. */
    private static Claim onlySo(ThreadDecl many) {
        return new Claim.CutShort("every interleaving of " + many.copies() + " threads " + many.name() + ", no more: prove is for any number");
    }

    /**
     * What an engine finds of the scenario, to the end or as far as the options allow, without a judgement. What has no end is not followed for ever.
     *
     * @throws org.sockrace.machine.simulated.SetupException if its set-up fails
     * @throws org.sockrace.explore.ModelTooLargeException if it cannot be explored at all
     */
    public static Exploration explored(Scenario scenario, CheckOptions options) {
        Budget budget = new Budget(options.maxStates(), options.memory(), 0, options.cancelled(), Progress.NONE);
        return withScene(scenario, scene -> engine(scene, options).explore(Source.unrolled(scene.source()), KnownRaces.MONITORS, budget));
    }

    private static List<Witness> witnesses(CheckOptions options, Judge judge, Violations search) {
        return options.witness().isEmpty() ? Witnesses.of(judge, search) : Witnesses.one(judge, search, options.witness());
    }

    /** The properties that are not checked and at whose violation executions ended: what would have come after it, nobody knows. */
    private static Set<Property> unchecked(Scenario scenario, Exploration exploration) {
        Set<Property> left = EnumSet.noneOf(Property.class);
        if (exploration.findings() != null) {
            left.addAll(exploration.findings().stops());
            left.removeAll(scenario.always());
        }
        return left;
    }

    private static String limit(Claim claim, Set<Property> unchecked) {
        if (!claim.complete()) {
            return claim.text();
        }
        return unchecked.isEmpty() ? "" : "executions ended at a violation that is not checked: "
                + String.join(", ", unchecked.stream().map(Property::id).toList());
    }

    /**
     * The same report, in which each violation says what repairs the scenario: the scenario of the catalogue that makes the same calls and holds, or else which
     * of several single changes, each searched as far as the options allow; and how the schedule goes then.
     */
    public static CheckReport withFixes(Scenario scenario, CheckReport report, Collection<Scenario> catalogue, CheckOptions options, Progress progress) {
        return report.violations().isEmpty() ? report
                : report.with(new FixChecker(scenario, options, progress).check(report.violations(), catalogue));
    }

    /**
     * Runs one schedule of the scenario.
     *
     * @throws IllegalArgumentException if the schedule is malformed; the message is for users
     * @throws org.sockrace.explore.StaleScheduleException if it does not fit the scenario
     */
    public static Replay replay(Scenario scenario, String schedule) {
        return withScene(scenario, scene -> new Replays(scenario, scene).run(schedule));
    }

    /**
     * Looks for the execution that breaks nothing and is closest to one that breaks something.
     *
     * @param schedule the one that breaks
     * @param shown what it breaks
     * @throws IllegalArgumentException if the schedule is malformed
     * @throws org.sockrace.explore.StaleScheduleException if it does not fit the scenario
     */
    public static Closest closest(Scenario scenario, String schedule, Property shown, CheckOptions options, Progress progress) {
        Schedule wanted = Schedule.parse(schedule);
        Budget budget = new Budget(0, 0, options.deadline(System.nanoTime()), options.cancelled(), progress);
        try {
            return withScene(scenario, scene -> new ClosestSearch(scenario, scene, budget, shown).closestTo(wanted));
        } catch (CutShortException | OutOfMemoryError e) {
            return new Closest(null, 0, false);
        }
    }

    /**
     * Begins an execution that is made step by step.
     *
     * @param schedule the schedule to follow as long as nobody wants something else; may be empty
     * @throws IllegalArgumentException if the schedule is malformed; the message is for users
     * @throws org.sockrace.machine.simulated.SetupException if the scenario's set-up fails
     */
    public static Stepping step(Scenario scenario, String schedule) {
        return new Stepping(scenario, schedule.isEmpty() ? new Schedule(List.of()) : Schedule.parse(schedule));
    }

    /**
     * What ran on real threads.
     *
     * @param replay what the schedule shows
     * @param performed how many operations the code has performed, each the one of the schedule
     * @param steps how many it has
     */
    public record Live(Replay replay, int performed, int steps) { }

    /**
     * Runs one schedule of the scenario, and then the kernel's code itself along it, on a thread for each of the scenario's: see {@link
     * org.sockrace.machine.simulated.LiveRun}.
     *
     * @param ready told what the schedule shows, before the first operation is performed; nothing happens until it returns
     * @param cancelled polled all the time; true ends it soon
     * @throws IllegalArgumentException if the schedule is malformed; the message is for users
     * @throws org.sockrace.explore.StaleScheduleException if it does not fit the scenario
     * @throws IllegalStateException if the code does something else than the schedule says, which is an error of this program
     */
    public static Live live(Scenario scenario, String schedule, Consumer<Replay> ready, BooleanSupplier cancelled) {
        return withScene(scenario, scene -> new Replays(scenario, scene).live(schedule, ready, cancelled));
    }

    /**
     * Runs a scenario along the schedule of another one with the same threads, as far as it fits: what a thread cannot do is left out, and in the end all go on
     * as long as they can.
     *
     * @param most no more steps than that
     * @throws IllegalArgumentException if the schedule is malformed
     */
    public static Replay follow(Scenario scenario, String schedule, int most) {
        Schedule wanted = Schedule.parse(schedule);
        return withScene(scenario, scene -> new Replays(scenario, scene)
                .run(new Follower(scene.source(), Budget.NONE, most).nearest(wanted).toString()));
    }
}
