package org.sockrace.odds;

import java.util.Arrays;
import org.sockrace.search.StateGraph;

/**
 * Makes a chain of a graph in which some operations have several phases: a state of the graph becomes one for each combination of the phases in which the
 * threads are that are about to perform such operations. Neuts: Matrix-geometric solutions in stochastic models, 1981, chapter 2.
 */
final class Phases {

    private final StateGraph graph;
    private final Pace pace;
    /** By move. */
    private final int[] phases;
    /** By state of the graph: the number of its first state in the chain. */
    private final int[] base;
    private double[] rate = new double[1 << 10];
    private int[] target = new int[1 << 10];
    private short[] broken = new short[1 << 10];
    private int[] kind = new int[1 << 10];
    private int transitions;

    Phases(StateGraph graph, Pace pace, int[] phases) {
        this.graph = graph;
        this.pace = pace;
        this.phases = phases;
        this.base = new int[graph.states() + 1];
        for (int s = 0; s < graph.states(); s++) {
            base[s + 1] = Math.addExact(base[s], combinations(s));
        }
    }

    private int combinations(int state) {
        int all = 1;
        for (int k : radix(state)) {
            all = Math.multiplyExact(all, k);
        }
        return all;
    }

    /** By role: how many phases the operation has that its thread is about to perform; 1 if it has none, or cannot be performed. */
    private int[] radix(int state) {
        int[] radix = new int[graph.world().automata().size()];
        Arrays.fill(radix, 1);
        for (int t = graph.first()[state]; t < graph.first()[state + 1]; t++) {
            int move = graph.move()[t];
            radix[graph.moves().get(move).role()] = phases[move];
        }
        return radix;
    }

    Chain chain() {
        int states = base[graph.states()];
        int[] first = new int[states + 1];
        int[] origin = new int[states];
        double[] rates = Chain.rates(graph, pace);
        int[] kinds = Chain.kinds(graph, pace);
        for (int s = 0; s < graph.states(); s++) {
            int[] radix = radix(s);
            int[] phase = new int[radix.length];
            for (int state = base[s]; state < base[s + 1]; state++) {
                origin[state] = s;
                first[state] = transitions;
                number(state - base[s], radix, phase);
                for (int t = graph.first()[s]; t < graph.first()[s + 1]; t++) {
                    step(state, t, radix, phase, rates[graph.move()[t]], kinds[graph.move()[t]]);
                }
            }
        }
        first[states] = transitions;
        return new Chain(graph, pace, Arrays.copyOf(rate, transitions), Arrays.copyOf(target, transitions), Arrays.copyOf(broken, transitions),
                Arrays.copyOf(kind, transitions), first, origin);
    }

    private static void number(int combination, int[] radix, int[] phase) {
        int rest = combination;
        for (int r = 0; r < radix.length; r++) {
            phase[r] = rest % radix[r];
            rest /= radix[r];
        }
    }

    private void step(int state, int transition, int[] radix, int[] phase, double moveRate, int moveKind) {
        int role = graph.moves().get(graph.move()[transition]).role();
        if (phase[role] + 1 < radix[role]) {
            int weight = 1;
            for (int r = 0; r < role; r++) {
                weight *= radix[r];
            }
            add(state + weight, moveRate * radix[role], 0, moveKind);
            return;
        }
        int to = graph.target()[transition];
        add(to == StateGraph.END ? to : arrival(to, role, radix, phase), moveRate * radix[role], graph.broken()[transition], moveKind);
    }

    /** The others stay in the phases in which they are; who has moved is in the first one. */
    private int arrival(int to, int moved, int[] radix, int[] phase) {
        int[] there = radix(to);
        int number = 0;
        int weight = 1;
        for (int r = 0; r < there.length; r++) {
            number += r == moved || there[r] != radix[r] ? 0 : weight * phase[r];
            weight *= there[r];
        }
        return base[to] + number;
    }

    private void add(int to, double at, int breaking, int of) {
        if (transitions == target.length) {
            int size = (int) Math.min(Integer.MAX_VALUE - 8L, transitions * 3L / 2);
            rate = Arrays.copyOf(rate, size);
            target = Arrays.copyOf(target, size);
            broken = Arrays.copyOf(broken, size);
            kind = Arrays.copyOf(kind, size);
        }
        rate[transitions] = at;
        target[transitions] = to;
        broken[transitions] = (short) breaking;
        kind[transitions++] = of;
    }
}
