package org.sockrace.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.sockrace.automata.World;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Claim;
import org.sockrace.explore.CutShortException;
import org.sockrace.explore.Ending;
import org.sockrace.explore.Exploration;
import org.sockrace.explore.Progress;
import org.sockrace.machine.Property;
import org.sockrace.odds.Pace;
import org.sockrace.odds.simulation.Machine;
import org.sockrace.odds.simulation.Simulation;
import org.sockrace.odds.simulation.Tally;
import org.sockrace.odds.simulation.Target;
import org.sockrace.reduce.Reductions;
import org.sockrace.scenario.Scenario;
import org.sockrace.scenario.Values;
import org.sockrace.search.BreadthFirst;
import org.sockrace.search.StateGraph;
import org.sockrace.search.Stepper;

/** Simulates a scenario in virtual time. */
public final class SimulationChecker {

    private static final double CONFIDENCE = 0.95;
    private static final double NANOSECOND = 1e-9;

    private final Scenario scenario;
    private final Scene scene;
    private final OddsChecker.Question question;
    private final SimulationReport.Setting setting;
    private final Budget budget;

    private SimulationChecker(Scenario scenario, Scene scene, OddsChecker.Question question, SimulationReport.Setting setting, Budget budget) {
        this.scenario = scenario;
        this.scene = scene;
        this.question = question;
        this.setting = setting;
        this.budget = budget;
    }

    /**
     * Simulates. The scenario is searched first: for what breaks, and for automata that cover it.
     *
     * @param options its limits of real time, states and memory
     * @throws org.sockrace.machine.simulated.SetupException if its set-up fails
     * @throws org.sockrace.explore.ModelTooLargeException if it cannot be explored at all
     * @throws NothingBreaksException if no goal is given and nothing breaks
     */
    public static SimulationReport simulate(Scenario scenario, OddsChecker.Question question, SimulationReport.Setting setting, CheckOptions options,
                                            Progress progress) {
        long deadline = options.maxSeconds() > 0 ? System.nanoTime() + (long) (options.maxSeconds() * 1e9) : 0;
        Budget budget = new Budget(options.maxStates(), Checker.memory(options), deadline, options.cancelled(), progress);
        return Checker.withScene(scenario, scene -> new SimulationChecker(scenario, scene, question, setting, budget).run());
    }

    private SimulationReport run() {
        Exploration search = new BreadthFirst(Reductions.ALL, 1).explore(scene.source(), KnownRaces.MONITORS, budget);
        boolean endless = search.claim() instanceof Claim.CutShort cut && cut.why().equals(Claim.CutShort.ENDLESS);
        if (search.world() == null || endless) {
            return nothing(search.claim().text());
        }
        OddsReport.Likelihood goal = goal(search);
        try {
            while (true) {
                World world = scene.source().world(budget);
                try {
                    return simulated(world, goal);
                } catch (Stepper.UncoveredException e) {
                    if (!scene.source().extend(e.unknown(), budget)) {
                        return nothing(Claim.CutShort.ENDLESS);
                    }
                }
            }
        } catch (CutShortException e) {
            return nothing(e.getMessage());
        }
    }

    private SimulationReport nothing(String why) {
        return new SimulationReport(scenario.name(), scenario.outcomes().names(), why, new OddsReport.Basis(question.table().name(),
                question.table().machine(), 0, 0), setting, null, 0, 0, 0, 1, 0, 0, 0, "", 0, List.of());
    }

    private OddsReport.Likelihood goal(Exploration search) {
        if (!question.outcome().isEmpty()) {
            return new OddsReport.Likelihood(null, question.outcome(), "", 0);
        }
        Judge judge = Judge.of(scenario, scene, search, budget);
        List<Judge.Broken> broken = Stream.concat(judge.broken().stream(), judge.unasked().stream()).filter(b -> b.goal() != null).toList();
        Optional<Judge.Broken> one = broken.stream().filter(b -> question.property() == null || b.property() == question.property())
                .min(Comparator.comparing(Judge.Broken::property));
        Property property = one.map(Judge.Broken::property).orElse(question.property());
        if (property == null) {
            throw new NothingBreaksException(scenario.name());
        }
        return new OddsReport.Likelihood(property, List.of(), one.map(Judge.Broken::message).orElse(""), 0);
    }

    // ---- what is a hit -------------------------------------------------------------------------------------------------

    private Target target(World world, OddsReport.Likelihood goal) {
        Map<Ending, Boolean> known = new HashMap<>();
        Predicate<Ending> is = ending -> isMet(world, goal, ending);
        int mask = goal.property() == null ? 0 : StateGraph.mask(goal.property());
        return new Target(mask, ending -> known.computeIfAbsent(ending, is::test));
    }

    private boolean isMet(World world, OddsReport.Likelihood goal, Ending ending) {
        if (goal.property() == Property.REFCOUNT_BALANCE) {
            return new AtRest(world).problem(Scene.ends(world, ending), ending.contested()) != null;
        }
        if (goal.property() != null && goal.property() != Property.OUTCOMES) {
            return false;
        }
        List<List<String>> rows = new ArrayList<>();
        scene.outcomes(world, ending, rows::add);
        return rows.stream().anyMatch(row -> goal.property() == null ? Values.fit(goal.outcome(), row)
                : OutcomeJudge.wrongOutcome(row, scenario.outcomes()) != null);
    }

    // ---- running it ----------------------------------------------------------------------------------------------------

    private SimulationReport simulated(World world, OddsReport.Likelihood goal) {
        Pace pace = Pace.of(world, question.table());
        int threads = world.threads();
        int atOnce = setting.atOnce() > 0 ? setting.atOnce() : setting.processors() == 0 ? 1 : Math.max(1, setting.processors() / threads);
        Machine machine = new Machine(setting.processors() == 0 ? Integer.MAX_VALUE : setting.processors(), setting.slice(), setting.preemptEvery(),
                setting.preemptFor());
        Tally tally = new Simulation(world, pace, KnownRaces.MONITORS, machine, atOnce, target(world, goal), setting.seed(), budget)
                .run(setting.attempts(), setting.virtualSeconds(), budget);
        double[] interval = tally.interval(CONFIDENCE);
        int assumed = (int) pace.kinds().stream().filter(Pace.Kind::assumed).count();
        double part = tally.attempts() == 0 ? 0 : (double) tally.hits() / tally.attempts();
        List<SimulationReport.Wait> waits = Stream.of(wait("attempts", tally.attemptTimes()), wait("locks", tally.locks()),
                wait("grace periods", tally.gracePeriods())).filter(w -> w.count() > 0).toList();
        SimulationReport.Setting was = new SimulationReport.Setting(setting.processors(), atOnce, setting.slice(), setting.preemptEvery(),
                setting.preemptFor(), setting.attempts(), setting.virtualSeconds(), setting.seed());
        return new SimulationReport(scenario.name(), scenario.outcomes().names(), "", new OddsReport.Basis(question.table().name(),
                question.table().machine(), pace.kinds().size(), assumed), was,
                new OddsReport.Likelihood(goal.property(), goal.outcome(), goal.message(), part),
                tally.attempts(), tally.hits(), interval[0], interval[1], tally.seconds(), tally.events(), tally.preemptions(),
                tally.firstHit() == null ? "" : tally.firstHit().toString(), tally.firstHitAt(), waits);
    }

    private static SimulationReport.Wait wait(String what, Histogram times) {
        return new SimulationReport.Wait(what, times.getTotalCount(), times.getValueAtPercentile(50) * NANOSECOND,
                times.getValueAtPercentile(99) * NANOSECOND, times.getMaxValue() * NANOSECOND);
    }
}
