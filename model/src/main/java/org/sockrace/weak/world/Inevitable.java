package org.sockrace.weak.world;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sockrace.automata.Automaton;
import org.sockrace.automata.Edge;
import org.sockrace.automata.Node;
import org.sockrace.automata.Operation;

/**
 * Which writes a thread performs whatever it observes. A write depends on an observation if, had it been another one, the thread might not perform that write.
 * So a dependency ends where the branches meet again, as it does for a compiler; how the code is written does not count.
 */
final class Inevitable {

    private static final BitSet NOTHING = new BitSet();

    private final Map<Operation, Integer> numbers = new HashMap<>();
    /** By node: the writes that are performed from there on in any case. */
    private final List<BitSet> from = new ArrayList<>();
    /** By node and edge: the writes that are performed in any case after each of the other edges; null if there are no other ones. */
    private final List<BitSet[]> otherwise = new ArrayList<>();
    /** The nodes at which the thread {@link #rests}. */
    private final BitSet resting = new BitSet();

    Inevitable(Automaton automaton) {
        for (Node node : automaton.nodes()) {
            BitSet all = null;
            for (Edge edge : node.edges()) {
                all = both(all, from.get(edge.target()));
            }
            BitSet here = all == null ? new BitSet() : all;
            if (rests(node)) {
                // What comes after it waits for others to want it: it does not depend on what came before.
                here = new BitSet();
                resting.set(from.size());
            }
            if (Actions.writes(node.op())) {
                here.set(number(node.op()));
            }
            from.add(here);
            otherwise.add(otherwise(node));
        }
    }

    /** Whether a thread that serves others may wait there for ever: what it does from there on is done for its own sake. */
    private static boolean rests(Node node) {
        return node.end() != null && !node.edges().isEmpty();
    }

    private BitSet[] otherwise(Node node) {
        BitSet[] others = new BitSet[node.edges().size()];
        for (int e = 0; e < others.length; e++) {
            for (int other = 0; other < others.length; other++) {
                others[e] = other == e ? others[e] : both(others[e], from.get(node.edges().get(other).target()));
            }
        }
        return others;
    }

    private static BitSet both(BitSet some, BitSet more) {
        BitSet both = (BitSet) (some == null ? more : some).clone();
        both.and(more);
        return both;
    }

    private int number(Operation write) {
        return numbers.computeIfAbsent(write, w -> numbers.size());
    }

    /** The events on whose observations it depends that the write is performed, after these steps. */
    BitSet because(Walk.Step steps, Operation write) {
        int number = numbers.get(write);
        BitSet because = NOTHING;
        for (Walk.Step s = steps; s != null && !resting.get(s.node()); s = s.before()) {
            if (s.event() >= 0 && dependsOn(s.node(), s.edge(), number)) {
                because = because == NOTHING ? new BitSet() : because;
                because.set(s.event());
            }
        }
        return because;
    }

    /** Whether the write of that number is performed because that edge was taken. */
    private boolean dependsOn(int node, int edge, int write) {
        BitSet others = otherwise.get(node)[edge];
        return others != null && !others.get(write);
    }
}
