package org.sockrace.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sockrace.automata.OpKind;
import org.sockrace.automata.World;
import org.sockrace.explore.Budget;
import org.sockrace.explore.CutShortException;
import org.sockrace.explore.Ending;
import org.sockrace.machine.Property;
import org.sockrace.odds.Duration;
import org.sockrace.odds.Odds;
import org.sockrace.odds.Pace;
import org.sockrace.scenario.Scenario;
import org.sockrace.scenario.Values;
import org.sockrace.search.Goal;
import org.sockrace.search.StateGraph;

/** Reads the odds of a state graph in the terms of its scenario. */
final class OddsJudge {

    /** To what an operation is slowed down: what a delay in the kernel's text may be. */
    private static final List<Double> DELAYS = List.of(1e-3, 1e-2, 1e-1, 1.0);
    /** An influence that is less than that is none. */
    private static final double NOTHING = 5e-4;

    private final Scenario scenario;
    private final Scene scene;
    private final OddsChecker.Question question;
    private final StateGraph.Search search;
    private final StateGraph graph;
    private final Judge judge;
    private final Budget budget;
    private final Map<OddsReport.Likelihood, Odds.Goal> goals = new LinkedHashMap<>();
    private Odds odds;

    OddsJudge(Scenario scenario, Scene scene, OddsChecker.Question question, Budget budget, StateGraph.Search search) {
        this.scenario = scenario;
        this.scene = scene;
        this.question = question;
        this.search = search;
        this.graph = search.graph();
        this.budget = budget;
        this.judge = graph == null ? null : Judge.of(scenario, scene, search.exploration(), budget);
    }

    OddsReport report() {
        String limit = graph == null ? search.exploration().claim().text() : judge.limit() == null ? "" : judge.limit();
        if (limit.isEmpty()) {
            try {
                return figures();
            } catch (CutShortException e) {
                limit = e.getMessage();
            } catch (OutOfMemoryError | ArithmeticException e) {
                limit = "out of memory";
            }
        }
        return new OddsReport(scenario.name(), scenario.outcomes().names(), limit, search.exploration().states(), search.exploration().transitions(),
                new OddsReport.Basis(question.table().name(), question.table().machine(), 0, 0), List.of(), null, List.of());
    }

    private OddsReport figures() {
        odds = Odds.of(graph, Pace.of(graph.world(), question.table()));
        List<OddsReport.Likelihood> all = new ArrayList<>(violations());
        all.addAll(outcomes());
        Set<Integer> used = graph.moves().stream().map(m -> odds.pace().kind(m.role(), m.node())).collect(Collectors.toCollection(HashSet::new));
        int assumed = (int) used.stream().filter(k -> odds.pace().kinds().get(k).assumed()).count();
        return new OddsReport(scenario.name(), scenario.outcomes().names(), "", graph.states(), graph.first()[graph.states()],
                new OddsReport.Basis(question.table().name(), question.table().machine(), used.size(), assumed), all, goal(all), notes());
    }

    // ---- what may come of it -------------------------------------------------------------------------------------------

    private List<OddsReport.Likelihood> violations() {
        List<Judge.Broken> broken = new ArrayList<>(judge.broken());
        broken.addAll(judge.unasked());
        for (Judge.Broken one : broken) {
            boolean atTheEnd = one.goal() == null || one.goal().property() == null;
            Odds.Goal goal = atTheEnd ? ending(one.goal() == null ? Set.of() : one.goal().endings()) : breaking(one.property());
            budget.check();
            if (one.goal() != null) {
                goals.put(new OddsReport.Likelihood(one.property(), List.of(), one.message(), odds.estimate(goal).probability()), goal);
            }
        }
        return byProbability(goals.keySet().stream().toList());
    }

    private static Odds.Goal breaking(Property property) {
        return Odds.Goal.breaking(StateGraph.mask(property));
    }

    private Odds.Goal ending(Set<Ending> endings) {
        Set<Integer> states = new HashSet<>();
        graph.endings().forEach((state, ending) -> {
            if (endings.contains(Goal.sorted(graph.world(), ending))) {
                states.add(state);
            }
        });
        return new Odds.Goal(0, states::contains);
    }

    /** Outcomes that become each other when identical threads are exchanged are one: a final state stands for all of them. */
    private List<OddsReport.Likelihood> outcomes() {
        if (scene.columns().isEmpty()) {
            return List.of();
        }
        Exchange exchange = new Exchange(scenario);
        Map<List<String>, Double> sums = new HashMap<>();
        odds.endings().forEach((ending, probability) -> {
            budget.check();
            Map<List<String>, Integer> rows = new HashMap<>();
            int[] count = {0};
            scene.outcomes(graph.world(), ending, row -> {
                budget.check();
                rows.merge(exchange.common(row), 1, Integer::sum);
                count[0]++;
            });
            rows.forEach((row, n) -> sums.merge(row, probability * n / count[0], Double::sum));
        });
        List<OddsReport.Likelihood> outcomes = new ArrayList<>();
        sums.forEach((row, probability) -> outcomes.add(new OddsReport.Likelihood(null, row, "", probability)));
        return byProbability(outcomes);
    }

    private static List<OddsReport.Likelihood> byProbability(List<OddsReport.Likelihood> all) {
        return all.stream().sorted(Comparator.comparingDouble(OddsReport.Likelihood::probability).reversed()
                .thenComparing(l -> l.property() + " " + l.outcome())).toList();
    }

    // ---- the goal ------------------------------------------------------------------------------------------------------

    private OddsReport.GoalOdds goal(List<OddsReport.Likelihood> all) {
        OddsReport.Likelihood what = question.property() != null ? broken(question.property())
                : !question.outcome().isEmpty() ? outcome(question.outcome()) : worst(all);
        if (what == null) {
            return null;
        }
        Odds.Goal goal = goals.get(what);
        Odds.Estimate estimate = odds.estimate(goal);
        List<OddsReport.Influence> influences = influences(estimate);
        return new OddsReport.GoalOdds(what, estimate.attempts(0.5), estimate.attempts(0.99), estimate.seconds(), estimate.secondsToFirst(), influences,
                slowed(goal, influences));
    }

    /** The worst that breaks, as properties are listed; if nothing does, the rarest outcome. */
    private OddsReport.Likelihood worst(List<OddsReport.Likelihood> all) {
        Optional<Property> worst = goals.keySet().stream().filter(l -> l.probability() > 0).map(OddsReport.Likelihood::property).min(Property::compareTo);
        return worst.map(this::broken).orElseGet(() -> all.isEmpty() ? null : outcome(all.get(all.size() - 1).outcome()));
    }

    /** Whatever breaks the property: a step, or one of several ends. */
    private OddsReport.Likelihood broken(Property property) {
        List<Judge.Broken> all = Stream.concat(judge.broken().stream(), judge.unasked().stream()).filter(b -> b.property() == property && b.goal() != null)
                .toList();
        Set<Ending> endings = new HashSet<>();
        all.forEach(b -> endings.addAll(b.goal().endings()));
        Odds.Goal goal = new Odds.Goal(StateGraph.mask(property), ending(endings).states());
        OddsReport.Likelihood what = new OddsReport.Likelihood(property, List.of(), all.size() == 1 ? all.get(0).message() : "",
                odds.estimate(goal).probability());
        goals.put(what, goal);
        return what;
    }

    /** An outcome, of which identical threads may be exchanged. */
    private OddsReport.Likelihood outcome(List<String> wanted) {
        Exchange exchange = new Exchange(scenario);
        List<String> common = exchange.common(wanted);
        Set<Ending> endings = new HashSet<>();
        World world = graph.world();
        for (Ending ending : graph.endings().values()) {
            scene.outcomes(world, ending, row -> {
                budget.check();
                if (Values.fit(wanted, row) || Values.fit(common, exchange.common(row))) {
                    endings.add(Goal.sorted(world, ending));
                }
            });
        }
        Odds.Goal goal = ending(endings);
        OddsReport.Likelihood what = new OddsReport.Likelihood(null, wanted, "", odds.estimate(goal).probability());
        goals.put(what, goal);
        return what;
    }

    /** Operations of one name, whatever row says how long they take. */
    private List<OddsReport.Influence> influences(Odds.Estimate estimate) {
        Map<String, OddsReport.Influence> byName = new LinkedHashMap<>();
        for (int k = 0; k < estimate.elasticities().size(); k++) {
            Pace.Kind kind = odds.pace().kinds().get(k);
            double elasticity = estimate.elasticities().get(k);
            byName.merge(kind.name(), new OddsReport.Influence(kind.name(), kind.roles(), kind.duration().mean(), elasticity, kind.assumed()),
                    (a, b) -> new OddsReport.Influence(a.operation(), a.threads(), Math.max(a.seconds(), b.seconds()), a.elasticity() + b.elasticity(),
                            a.assumed() || b.assumed()));
        }
        return byName.values().stream().filter(i -> Math.abs(i.elasticity()) >= NOTHING)
                .sorted(Comparator.comparingDouble((OddsReport.Influence i) -> -Math.abs(i.elasticity())).thenComparing(OddsReport.Influence::operation))
                .toList();
    }

    private List<OddsReport.Slowed> slowed(Odds.Goal goal, List<OddsReport.Influence> influences) {
        OddsReport.Influence most = influences.stream().max(Comparator.comparingDouble(OddsReport.Influence::elasticity)).orElse(null);
        List<OddsReport.Slowed> slowed = new ArrayList<>();
        for (double delay : DELAYS) {
            if (most != null && most.elasticity() > 0 && delay > most.seconds()) {
                budget.check();
                Pace slower = Pace.of(graph.world(), question.table().with(most.operation(), Duration.exponential(delay), "slowed down"));
                slowed.add(new OddsReport.Slowed(most.operation(), delay, Odds.of(graph, slower).estimate(goal).probability()));
            }
        }
        return slowed;
    }

    // ---- notes ---------------------------------------------------------------------------------------------------------

    private List<String> notes() {
        List<String> notes = new ArrayList<>(NotModelled.notes(scenario));
        boolean chooses = graph.moves().stream().anyMatch(m -> m.edge() >= 0 && graph.world().node(m.role(), m.node()).op().kind() == OpKind.CHOICE);
        if (chooses) {
            notes.add("where a failure may be injected, or the environment chooses, each alternative is as likely as the others");
        }
        List<String> approximated = odds.approximated();
        if (!approximated.isEmpty()) {
            notes.add("taken for exponential, although the table says otherwise: " + String.join(", ", approximated));
        }
        return notes;
    }
}
