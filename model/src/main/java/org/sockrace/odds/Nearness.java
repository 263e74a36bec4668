package org.sockrace.odds;

import java.util.Arrays;
import org.sockrace.search.StateGraph;

/**
 * How near each state of a graph is to a goal: the logarithm of the probability that an execution meets it from there, if all times were exponential ones of
 * the same means. Logarithms, since the probability may be too small for a number. Immutable.
 */
public final class Nearness {

    private final double[] log;

    private Nearness(double[] log) {
        this.log = log;
    }

    /** To that goal, if operations take the time of that pace. */
    public static Nearness of(StateGraph graph, Pace pace, Odds.Goal goal) {
        double[] rates = Arrays.stream(Chain.rates(graph, pace)).map(StrictMath::log).toArray();
        double[] log = new double[graph.states()];
        for (int s = log.length - 1; s >= 0; s--) {
            boolean met = (graph.brokenThere()[s] & goal.mask()) != 0 || goal.states().test(s) || s == 0 && (graph.brokenAtStart() & goal.mask()) != 0;
            log[s] = met ? 0 : from(graph, s, rates, goal.mask(), log);
        }
        return new Nearness(log);
    }

    private static double from(StateGraph graph, int state, double[] rates, int mask, double[] log) {
        double sum = Double.NEGATIVE_INFINITY;
        double total = Double.NEGATIVE_INFINITY;
        for (int t = graph.first()[state]; t < graph.first()[state + 1]; t++) {
            double rate = rates[graph.move()[t]];
            int to = graph.target()[t];
            boolean breaks = (graph.broken()[t] & mask) != 0;
            sum = plus(sum, rate + (breaks ? 0 : to == StateGraph.END ? Double.NEGATIVE_INFINITY : log[to]));
            total = plus(total, rate);
        }
        return sum == Double.NEGATIVE_INFINITY ? sum : Math.min(0, sum - total);
    }

    /** The logarithm of the sum of two numbers whose logarithms these are. */
    private static double plus(double a, double b) {
        double larger = Math.max(a, b);
        return larger == Double.NEGATIVE_INFINITY ? larger : larger + StrictMath.log1p(StrictMath.exp(Math.min(a, b) - larger));
    }

    /** Of that state: 0 or less; minus infinity if the goal cannot be met from there, whatever the times are. */
    public double of(int state) {
        return log[state];
    }
}
