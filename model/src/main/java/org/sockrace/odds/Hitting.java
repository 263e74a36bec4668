package org.sockrace.odds;

import java.util.function.IntPredicate;

/**
 * The probability that an execution meets a goal, and what it depends on: one sweep forwards and one backwards over an acyclic chain, so it costs as much
 * however rare the goal is. Immutable.
 */
final class Hitting {

    private final Chain chain;
    private final int mask;
    private final IntPredicate goal;
    private final double[] reached;
    private final double[] meets;
    private double seconds;

    /**
     * Sweeps.
     *
     * @param mask the properties whose breaking is the goal; 0 for none
     * @param goal the states of the graph to be in which is the goal
     */
    Hitting(Chain chain, int mask, IntPredicate goal) {
        this.chain = chain;
        this.mask = mask;
        this.goal = goal;
        this.reached = new double[chain.states()];
        this.meets = new double[chain.states()];
        backwards();
        forwards();
    }

    private boolean isMet(int state) {
        int origin = chain.origin[state];
        return (chain.graph.brokenThere()[origin] & mask) != 0 || goal.test(origin) || state == 0 && (chain.graph.brokenAtStart() & mask) != 0;
    }

    private double total(int state) {
        double sum = 0;
        for (int t = chain.first[state]; t < chain.first[state + 1]; t++) {
            sum += chain.rate[t];
        }
        return sum;
    }

    /** The probability that the goal is met by a transition, or after it. */
    private double after(int transition) {
        if ((chain.broken[transition] & mask) != 0) {
            return 1;
        }
        int to = chain.target[transition];
        return to < 0 ? 0 : meets[to];
    }

    private void backwards() {
        for (int s = chain.states() - 1; s >= 0; s--) {
            double sum = 0;
            double total = 0;
            for (int t = chain.first[s]; t < chain.first[s + 1]; t++) {
                sum += chain.rate[t] * after(t);
                total += chain.rate[t];
            }
            meets[s] = isMet(s) ? 1 : total == 0 ? 0 : sum / total;
        }
    }

    private void forwards() {
        reached[0] = 1;
        for (int s = 0; s < reached.length; s++) {
            double total = total(s);
            if (reached[s] == 0 || total == 0 || isMet(s)) {
                continue;
            }
            seconds += reached[s] / total;
            for (int t = chain.first[s]; t < chain.first[s + 1]; t++) {
                int to = chain.target[t];
                if (to >= 0 && (chain.broken[t] & mask) == 0) {
                    reached[to] += reached[s] * chain.rate[t] / total;
                }
            }
        }
    }

    /** The probability that an execution meets the goal. */
    double probability() {
        return meets[0];
    }

    /** The mean time until an execution meets the goal, or ends. */
    double seconds() {
        return seconds;
    }

    /** The probability that an execution is in that state of the chain before the goal is met, or when it is. */
    double reached(int state) {
        return reached[state];
    }

    /**
     * By kind of operation: by how many percent the probability grows if all of that kind take one percent longer. Every operation belongs to one kind, and if
     * all take longer nothing changes: the sum is 0.
     */
    double[] elasticities() {
        double[] change = new double[chain.pace.kinds().size()];
        for (int s = 0; s < reached.length; s++) {
            double total = total(s);
            if (reached[s] == 0 || total == 0 || isMet(s)) {
                continue;
            }
            for (int t = chain.first[s]; t < chain.first[s + 1]; t++) {
                change[chain.kind[t]] -= reached[s] * chain.rate[t] / total * (after(t) - meets[s]);
            }
        }
        for (int k = 0; k < change.length; k++) {
            change[k] = probability() == 0 ? 0 : change[k] / probability();
        }
        return change;
    }
}
