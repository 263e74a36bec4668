package org.sockrace.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sockrace.automata.World;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Ending;
import org.sockrace.explore.Exploration;
import org.sockrace.machine.Property;
import org.sockrace.odds.Pace;
import org.sockrace.odds.TimeTable;
import org.sockrace.odds.simulation.Target;
import org.sockrace.scenario.Scenario;
import org.sockrace.scenario.Values;
import org.sockrace.search.StateGraph;

/**
 * What attempts of a simulation are for, in the terms of the scenario.
 *
 * @param scenario the scenario
 * @param scene what it is made of
 * @param what the property or the outcome; its probability has no meaning
 * @param windows the operations that break it, as a pace names them
 */
record SimulationGoal(Scenario scenario, Scene scene, OddsReport.Likelihood what, Set<String> windows) {

    /**
     * That of the question: if it names none, the worst that breaks.
     *
     * @throws NothingBreaksException if nothing does
     */
    static SimulationGoal of(Scenario scenario, Scene scene, OddsChecker.Question question, Exploration search, Budget budget) {
        if (!question.outcome().isEmpty()) {
            return new SimulationGoal(scenario, scene, new OddsReport.Likelihood(null, question.outcome(), "", 0), Set.of());
        }
        Judge judge = Judge.of(scenario, scene, search, budget);
        List<Judge.Broken> broken = Stream.concat(judge.broken().stream(), judge.unasked().stream()).filter(b -> b.goal() != null).toList();
        Optional<Judge.Broken> one = broken.stream().filter(b -> question.property() == null || b.property() == question.property())
                .min(Comparator.comparing(Judge.Broken::property));
        Property property = one.map(Judge.Broken::property).orElse(question.property());
        if (property == null) {
            throw new NothingBreaksException(scenario.name());
        }
        return new SimulationGoal(scenario, scene, new OddsReport.Likelihood(property, List.of(), one.map(Judge.Broken::message).orElse(""), 0),
                windows(search, property, question.table()));
    }

    /** As long as a thread is about to do what breaks the property, somebody else may make it do so. */
    private static Set<String> windows(Exploration search, Property property, TimeTable table) {
        Pace pace = Pace.of(search.world(), table);
        return search.findings().all().stream().filter(f -> f.property() == property && f.node() >= 0)
                .map(f -> pace.kinds().get(pace.kind(f.role(), f.node())).name()).collect(Collectors.toSet());
    }

    /** What a simulation of that world looks for. */
    Target target(World world) {
        Map<Ending, Boolean> known = new HashMap<>();
        Predicate<Ending> is = ending -> isMet(world, ending);
        int mask = what.property() == null ? 0 : StateGraph.mask(what.property());
        return new Target(mask, ending -> known.computeIfAbsent(ending, is::test), windows);
    }

    private boolean isMet(World world, Ending ending) {
        if (what.property() == Property.REFCOUNT_BALANCE) {
            return new AtRest(world).problem(Scene.ends(world, ending), ending.contested()) != null;
        }
        if (what.property() != null && what.property() != Property.OUTCOMES) {
            return false;
        }
        List<List<String>> rows = new ArrayList<>();
        scene.outcomes(world, ending, rows::add);
        return rows.stream().anyMatch(row -> what.property() == null ? Values.fit(what.outcome(), row)
                : OutcomeJudge.wrongOutcome(row, scenario.outcomes()) != null);
    }

    /** The same, with the probability that was found. */
    OddsReport.Likelihood with(double probability) {
        return new OddsReport.Likelihood(what.property(), what.outcome(), what.message(), probability);
    }
}
