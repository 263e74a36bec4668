package org.sockrace.check;

import java.util.List;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Ending;
import org.sockrace.odds.Nearness;
import org.sockrace.odds.Odds;
import org.sockrace.odds.Pace;
import org.sockrace.odds.simulation.Splitting;
import org.sockrace.odds.simulation.Target;
import org.sockrace.scenario.Scenario;
import org.sockrace.search.StateGraph;

/** Estimates how likely a rare goal of a scenario is. */
final class SplittingChecker {

    private static final double CONFIDENCE = 0.95;

    private final Scenario scenario;
    private final Scene scene;
    private final OddsChecker.Question question;
    private final SimulationReport.Setting setting;
    private final Budget budget;

    SplittingChecker(Scenario scenario, Scene scene, OddsChecker.Question question, SimulationReport.Setting setting, Budget budget) {
        this.scenario = scenario;
        this.scene = scene;
        this.question = question;
        this.setting = setting;
        this.budget = budget;
    }

    /**
     * The estimate.
     *
     * @throws org.sockrace.explore.CutShortException if not everything could be visited, or simulated: then there is no estimate
     */
    SimulationReport run() {
        StateGraph.Search search = StateGraph.search(scene.source(), KnownRaces.MONITORS, budget);
        if (search.graph() == null) {
            return SimulationChecker.nothing(scenario, question, setting, "--rare needs all states, to tell which are near the goal, and not all are known: "
                    + search.exploration().claim().text() + "; raise that limit, or leave --rare out");
        }
        SimulationGoal goal = SimulationGoal.of(scenario, scene, question, search.exploration(), budget);
        Pace pace = Pace.of(search.graph().world(), question.table());
        Target target = goal.target(search.graph().world());
        Nearness nearness = Nearness.of(search.graph(), pace, new Odds.Goal(target.mask(), state -> ends(search.graph(), target, state)));
        double exponential = StrictMath.exp(nearness.of(0));
        if (nearness.of(0) == Double.NEGATIVE_INFINITY) {
            SimulationReport.Rare never = new SimulationReport.Rare(0, 0, 0, List.of());
            return report(goal, pace, never, new Splitting.Result(0, 0, 0, 0, 0, List.of(), 0, 0, 0, null));
        }
        Splitting.Result result = new Splitting(search, pace, KnownRaces.MONITORS, target, nearness, setting.effort(), setting.seed(), budget)
                .run(setting.replications(), CONFIDENCE);
        List<SimulationReport.Level> levels = result.levels().stream().map(l -> new SimulationReport.Level(Double.isInfinite(l.nearness()) ? 1
                : StrictMath.exp(l.nearness()), l.attempts(), l.part())).toList();
        return report(goal, pace, new SimulationReport.Rare(result.replications(), result.missed(), exponential, levels), result);
    }

    private static boolean ends(StateGraph graph, Target target, int state) {
        Ending ending = graph.endings().get(state);
        return ending != null && target.endings().test(ending);
    }

    private SimulationReport report(SimulationGoal goal, Pace pace, SimulationReport.Rare rare, Splitting.Result result) {
        int assumed = (int) pace.kinds().stream().filter(Pace.Kind::assumed).count();
        OddsReport.Basis basis = new OddsReport.Basis(question.table().name(), question.table().machine(), pace.kinds().size(), assumed);
        return new SimulationReport(scenario.name(), scenario.outcomes().names(), "", basis, setting, goal.with(result.probability()), result.attempts(),
                result.hits(), result.low(), result.high(), 0, result.events(), 0, result.firstHit() == null ? "" : result.firstHit().toString(), 0,
                List.of(), rare);
    }
}
