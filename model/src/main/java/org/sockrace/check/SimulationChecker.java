package org.sockrace.check;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.sockrace.automata.World;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Claim;
import org.sockrace.explore.CutShortException;
import org.sockrace.explore.Exploration;
import org.sockrace.explore.Progress;
import org.sockrace.explore.Source;
import org.sockrace.odds.Pace;
import org.sockrace.odds.simulation.Machine;
import org.sockrace.odds.simulation.Simulation;
import org.sockrace.odds.simulation.Tally;
import org.sockrace.reduce.Reductions;
import org.sockrace.scenario.Scenario;
import org.sockrace.search.BreadthFirst;
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
        Budget budget = options.budget(System.nanoTime(), progress);
        return Checker.withScene(scenario, scene -> {
            try {
                return setting.replications() > 0 ? new SplittingChecker(scenario, scene, question, setting, budget).run()
                        : new SimulationChecker(scenario, scene, question, setting, budget).run();
            } catch (CutShortException e) {
                return nothing(scenario, question, setting, e.getMessage());
            }
        });
    }

    private SimulationReport run() {
        Exploration search = new BreadthFirst(Reductions.ALL, 1).explore(Source.unrolled(scene.source()), KnownRaces.MONITORS, budget);
        boolean endless = search.claim() instanceof Claim.CutShort cut && cut.why().equals(Claim.CutShort.ENDLESS);
        if (search.world() == null || endless) {
            return nothing(search.claim().text());
        }
        SimulationGoal goal = SimulationGoal.of(scenario, scene, question, search, budget);
        return covered(scene, budget, world -> simulated(world, goal));
    }

    /**
     * Uses automata that cover whatever comes: they are made larger until they do.
     *
     * @throws CutShortException if they never would, or the budget is used up
     */
    static <T> T covered(Scene scene, Budget budget, Function<World, T> use) {
        while (true) {
            World world = scene.source().world(budget);
            try {
                return use.apply(world);
            } catch (Stepper.UncoveredException e) {
                if (!scene.source().extend(e.unknown(), budget)) {
                    throw new CutShortException(Claim.CutShort.ENDLESS);
                }
            }
        }
    }

    private SimulationReport nothing(String why) {
        return nothing(scenario, question, setting, why);
    }

    static SimulationReport nothing(Scenario scenario, OddsChecker.Question question, SimulationReport.Setting setting, String why) {
        return new SimulationReport(scenario.name(), scenario.outcomes().names(), why, new OddsReport.Basis(question.table().name(),
                question.table().machine(), 0, 0), setting, null, 0, 0, 0, 1, 0, 0, 0, "", 0, List.of(), null);
    }

    // ---- running it ----------------------------------------------------------------------------------------------------

    private SimulationReport simulated(World world, SimulationGoal goal) {
        Pace pace = Pace.of(world, question.table());
        int threads = world.threads();
        int atOnce = setting.atOnce() > 0 ? setting.atOnce() : setting.processors() == 0 ? 1 : Math.max(1, setting.processors() / threads);
        Machine machine = new Machine(setting.processors() == 0 ? Integer.MAX_VALUE : setting.processors(), setting.slice(), setting.preemptEvery(),
                setting.preemptFor());
        Tally tally = new Simulation(world, pace, KnownRaces.MONITORS, machine, atOnce, goal.target(world), setting.seed(), budget)
                .run(setting.attempts(), setting.virtualSeconds(), budget);
        double[] interval = tally.interval(CONFIDENCE);
        int assumed = (int) pace.kinds().stream().filter(Pace.Kind::assumed).count();
        double part = tally.attempts() == 0 ? 0 : (double) tally.hits() / tally.attempts();
        List<SimulationReport.Wait> waits = Stream.of(wait("attempts", tally.attemptTimes()), wait("run queues", tally.queues()),
                wait("locks", tally.locks()), wait("grace periods", tally.gracePeriods()), wait("windows", tally.windows()))
                .filter(w -> w.count() > 0).toList();
        SimulationReport.Setting was = new SimulationReport.Setting(setting.processors(), atOnce, setting.slice(), setting.preemptEvery(),
                setting.preemptFor(), setting.attempts(), setting.virtualSeconds(), setting.seed(), 0, 0);
        return new SimulationReport(scenario.name(), scenario.outcomes().names(), "", new OddsReport.Basis(question.table().name(),
                question.table().machine(), pace.kinds().size(), assumed), was,
                goal.with(part),
                tally.attempts(), tally.hits(), interval[0], interval[1], tally.seconds(), tally.events(), tally.preemptions(),
                tally.firstHit() == null ? "" : tally.firstHit().toString(), tally.firstHitAt(), waits, null);
    }

    private static SimulationReport.Wait wait(String what, Histogram times) {
        return new SimulationReport.Wait(what, times.getTotalCount(), times.getValueAtPercentile(50) * NANOSECOND,
                times.getValueAtPercentile(99) * NANOSECOND, times.getMaxValue() * NANOSECOND);
    }
}
