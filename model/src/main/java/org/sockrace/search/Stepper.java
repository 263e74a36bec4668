package org.sockrace.search;

import java.util.List;
import java.util.Set;
import org.sockrace.automata.World;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Ending;
import org.sockrace.explore.Finding;
import org.sockrace.explore.Findings;
import org.sockrace.explore.Monitor;
import org.sockrace.explore.Source;
import org.sockrace.reduce.Reductions;

/**
 * Takes single steps on packed states, nothing reduced: for those who follow one execution, many times and fast. A step has one or more successors, or none if
 * the thread has to wait or its operation breaks something. Not thread-safe.
 */
public final class Stepper {

    /** The automata do not cover what an execution has come to: larger ones are needed. */
    public static final class UncoveredException extends RuntimeException {

        private static final long serialVersionUID = 1L;
        private final transient Set<Source.Unknown> unknown;

        UncoveredException(Set<Source.Unknown> unknown) {
            super("the automata are too small", null, false, false);
            this.unknown = Set.copyOf(unknown);
        }

        /** What they do not cover. */
        public Set<Source.Unknown> unknown() {
            return unknown;
        }
    }

    private final Model model;
    private final Expander expander;
    private final Findings findings;
    private final Findings noted;
    private final Effects effects;
    /** By thread and dense node: the automaton's. */
    private final int[][] nodes;

    /** Steps of that world. */
    public Stepper(World world, List<Monitor> monitors, Budget budget) {
        model = new Model(world, Reductions.NONE, monitors, budget);
        findings = new Findings(world);
        noted = new Findings(world);
        expander = new Expander(model, findings);
        effects = new Effects(model, noted);
        nodes = new int[model.threads()][];
        for (int t = 0; t < nodes.length; t++) {
            nodes[t] = model.tables[model.roleOf(t)].original;
        }
    }

    /** How many longs a state takes. */
    public int words() {
        return model.words();
    }

    /** How many threads there are. */
    public int threads() {
        return nodes.length;
    }

    /** The role of a thread. */
    public int roleOf(int thread) {
        return model.roleOf(thread);
    }

    /** The state before the first step. Not to be changed. */
    public long[] initial() {
        return model.initial;
    }

    /** The automaton's node at which a thread is. */
    public int node(long[] states, int at, int thread) {
        int block = model.layout.blocks[thread].get(states, at);
        return nodes[thread][block & (1 << model.layout.nodeBits[thread]) - 1];
    }

    /** Tries a step; returns how many successors it has, of which the environment chooses one: 0 if there is none. */
    public int step(long[] states, int at, int thread) {
        expander.expand(states, at, thread);
        return expander.count;
    }

    /**
     * What the last step breaks, of those that have no successor: a mask, 0 if the thread has to wait.
     *
     * @throws UncoveredException if the automata do not say what follows
     */
    public int stopped() {
        if (findings.isEmpty()) {
            return 0;
        }
        if (!findings.unknown().isEmpty()) {
            throw new UncoveredException(findings.unknown());
        }
        int mask = mask(findings);
        findings.clear();
        expander.forget();
        return mask;
    }

    /** Makes that successor of the last step the state; returns which properties the step breaks. */
    public int take(int successor, long[] states, int at) {
        int words = model.words();
        int list = model.tables[model.roleOf(expander.mover[successor])].effect[expander.successor[successor]];
        int mask = 0;
        if (list != 0) {
            noted.clear();
            effects.forget();
            effects.of(expander, expander.mover[successor], list, successor * words);
            mask = mask(noted);
            findings.clear();
            expander.forget();
        }
        System.arraycopy(expander.out, successor * words, states, at, words);
        return mask;
    }

    /** What is broken by being in that state: a data race, or that nobody can move. */
    public int brokenThere(long[] states, int at) {
        findings.clear();
        expander.forget();
        expander.expand(states, at);
        int mask = findings.all().stream().filter(GraphBuilder::isOfState).mapToInt(f -> StateGraph.mask(f.property())).reduce(0, (a, b) -> a | b);
        findings.clear();
        expander.forget();
        return mask;
    }

    /** The final state that this one is, or null if it is none. */
    public Ending ending(long[] states, int at) {
        findings.clear();
        expander.expand(states, at);
        Ending ending = findings.endings().keySet().stream().findFirst().orElse(null);
        findings.clear();
        expander.forget();
        return ending;
    }

    private static int mask(Findings findings) {
        int mask = 0;
        for (Finding finding : findings.all()) {
            mask |= StateGraph.mask(finding.property());
        }
        return mask;
    }
}
