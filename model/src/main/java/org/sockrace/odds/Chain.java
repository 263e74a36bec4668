package org.sockrace.odds;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sockrace.automata.Node;
import org.sockrace.automata.OpKind;
import org.sockrace.search.StateGraph;

/**
 * A state graph as a Markov chain in continuous time: each thread that can move does so at the rate of its next operation, and where the environment chooses,
 * each alternative is as likely as the others. An operation of several phases makes a state several: {@link Phases}. Transitions lead to larger numbers.
 * Immutable.
 */
final class Chain {

    final StateGraph graph;
    final Pace pace;
    /** By transition: the rate at which it is taken, what it leads to, and which properties it breaks. */
    final double[] rate;
    final int[] target;
    final short[] broken;
    /** By transition: the kind of operation, as the pace numbers it. */
    final int[] kind;
    final int[] first;
    /** By state: the one of the graph. */
    final int[] origin;

    Chain(StateGraph graph, Pace pace, double[] rate, int[] target, short[] broken, int[] kind, int[] first, int[] origin) {
        this.graph = graph;
        this.pace = pace;
        this.rate = rate;
        this.target = target;
        this.broken = broken;
        this.kind = kind;
        this.first = first;
        this.origin = origin;
    }

    /** The chain of that graph, whose operations take the time of that pace. */
    static Chain of(StateGraph graph, Pace pace) {
        int[] phases = phases(graph, pace);
        if (Arrays.stream(phases).anyMatch(k -> k > 1)) {
            return new Phases(graph, pace, phases).chain();
        }
        double[] byMove = rates(graph, pace);
        int[] kinds = kinds(graph, pace);
        int transitions = graph.first()[graph.states()];
        double[] rate = new double[transitions];
        int[] kind = new int[transitions];
        for (int t = 0; t < transitions; t++) {
            rate[t] = byMove[graph.move()[t]];
            kind[t] = kinds[graph.move()[t]];
        }
        int[] origin = new int[graph.states()];
        Arrays.setAll(origin, s -> s);
        return new Chain(graph, pace, rate, graph.target(), graph.broken(), kind, graph.first(), origin);
    }

    int states() {
        return first.length - 1;
    }

    /** By move: its rate; of a choice, the part that is its own. */
    static double[] rates(StateGraph graph, Pace pace) {
        return graph.moves().stream().mapToDouble(m -> {
            Node node = graph.world().node(m.role(), m.node());
            double rate = 1 / pace.duration(m.role(), m.node()).mean();
            return node.op().kind() == OpKind.CHOICE ? rate / node.op().a() : rate;
        }).toArray();
    }

    static int[] kinds(StateGraph graph, Pace pace) {
        return graph.moves().stream().mapToInt(m -> pace.kind(m.role(), m.node())).toArray();
    }

    /** By move: its phases. */
    private static int[] phases(StateGraph graph, Pace pace) {
        return graph.moves().stream().mapToInt(m -> mayHavePhases(graph, m) ? pace.duration(m.role(), m.node()).phases() : 1).toArray();
    }

    /**
     * Whether the operation, once it can be performed, can be until it is: who waits for a lock may find it taken again. Of identical threads nobody knows
     * which is in which phase.
     */
    private static boolean mayHavePhases(StateGraph graph, StateGraph.Move move) {
        OpKind kind = graph.world().node(move.role(), move.node()).op().kind();
        return kind != OpKind.LOCK && kind != OpKind.WAIT && kind != OpKind.CHOICE && graph.world().automata().get(move.role()).role().copies() == 1;
    }

    /** The kinds of operations of which a pace wants phases that a chain cannot have. */
    static List<String> withoutPhases(StateGraph graph, Pace pace) {
        List<String> names = new ArrayList<>();
        for (StateGraph.Move move : graph.moves()) {
            Pace.Kind kind = pace.kinds().get(pace.kind(move.role(), move.node()));
            if (kind.duration().phases() > 1 && !mayHavePhases(graph, move) && !names.contains(kind.name())) {
                names.add(kind.name());
            }
        }
        return names;
    }
}
