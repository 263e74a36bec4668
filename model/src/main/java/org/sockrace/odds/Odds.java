package org.sockrace.odds;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.sockrace.explore.Ending;
import org.sockrace.search.StateGraph;

/** How likely each end of an execution is, exactly: see {@link Hitting}. Immutable. */
public final class Odds {

    private final Chain chain;

    /**
     * What is to be met.
     *
     * @param mask properties of which one is to be broken, as {@link StateGraph#mask} has them; 0 for none
     * @param states states of the graph of which one is to be reached
     */
    public record Goal(int mask, IntPredicate states) {

        /** To break one of these properties. */
        public static Goal breaking(int mask) {
            return new Goal(mask, state -> false);
        }
    }

    /**
     * How likely it is that one execution meets a goal.
     *
     * @param probability the probability
     * @param seconds how long the execution takes on average until it does, or ends
     * @param elasticities by kind of operation: by how many percent the probability grows if all of that kind take one percent longer
     */
    public record Estimate(double probability, double seconds, List<Double> elasticities) {

        /** Copies the list. */
        public Estimate {
            elasticities = List.copyOf(elasticities);
        }

        /** After how many executions the goal was met with that probability: once at least. Not a number if it never is. */
        public double attempts(double confidence) {
            double needed = Math.ceil(StrictMath.log1p(-confidence) / StrictMath.log1p(-probability));
            return probability >= 1 ? 1 : probability <= 0 ? Double.NaN : Math.max(1, needed);
        }

        /** How long it takes on average to meet the goal, if one execution follows the other. Infinite if it is never met. */
        public double secondsToFirst() {
            return seconds / probability;
        }
    }

    private Odds(Chain chain) {
        this.chain = chain;
    }

    /** The odds of that graph's executions, if operations take the time of that pace. */
    public static Odds of(StateGraph graph, Pace pace) {
        return new Odds(Chain.of(graph, pace));
    }

    /** The pace. */
    public Pace pace() {
        return chain.pace;
    }

    /** How many states the chain has: more than the graph if operations have phases. */
    public long states() {
        return chain.states();
    }

    /** The kinds of operations that are taken for exponential ones of the same mean, although the table says otherwise. */
    public List<String> approximated() {
        List<String> names = new ArrayList<>(Chain.withoutPhases(chain.graph, chain.pace));
        chain.pace.kinds().stream().filter(k -> !k.duration().isPhases() && !names.contains(k.name())).forEach(k -> names.add(k.name()));
        return names;
    }

    /** How likely that goal is. */
    public Estimate estimate(Goal goal) {
        Hitting hitting = new Hitting(chain, goal.mask(), goal.states());
        List<Double> elasticities = Arrays.stream(hitting.elasticities()).boxed().toList();
        return new Estimate(hitting.probability(), hitting.seconds(), elasticities);
    }

    /** The probability of each final state. */
    public Map<Ending, Double> endings() {
        Hitting hitting = new Hitting(chain, 0, state -> false);
        Map<Ending, Double> endings = new LinkedHashMap<>();
        for (int state = 0; state < chain.states(); state++) {
            Ending ending = chain.graph.endings().get(chain.origin[state]);
            if (ending != null) {
                endings.merge(ending, hitting.reached(state), Double::sum);
            }
        }
        return endings;
    }
}
