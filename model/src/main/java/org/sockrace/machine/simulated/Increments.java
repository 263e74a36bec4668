package org.sockrace.machine.simulated;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sockrace.automata.Automaton;
import org.sockrace.automata.Cell;
import org.sockrace.automata.Edge;
import org.sockrace.automata.Node;
import org.sockrace.automata.OpKind;

/** Bounds how far one thread can raise each counter: the longest path through its automaton. */
final class Increments {

    private Increments() { }

    static Map<Cell, Integer> most(Automaton automaton) {
        return from(automaton).get(automaton.start());
    }

    /** Whether there is such a bound: no way round raises a counter. */
    static boolean bounded(Automaton automaton) {
        return from(automaton) != null;
    }

    /** By node; null if there is no bound. Edges lead to smaller numbers, but for those to heads: a way without a bound passes one of those twice. */
    private static List<Map<Cell, Integer>> from(Automaton automaton) {
        List<Map<Cell, Integer>> from = new ArrayList<>(Collections.nCopies(automaton.nodes().size(), Map.of()));
        BitSet heads = automaton.heads();
        for (int pass = 0; pass <= heads.cardinality() + 1; pass++) {
            boolean more = false;
            for (int n = 0; n < from.size(); n++) {
                Map<Cell, Integer> most = of(automaton.nodes().get(n), from, !heads.isEmpty());
                more |= heads.get(n) && !most.equals(from.get(n));
                from.set(n, most);
            }
            if (!more) {
                return from;
            }
        }
        return null;
    }

    /** Without rounds, the bound may be a rough one, in which nothing is taken off again. */
    private static Map<Cell, Integer> of(Node node, List<Map<Cell, Integer>> from, boolean exact) {
        Map<Cell, Integer> most = new HashMap<>();
        Cell own = exact && node.op().kind().onCounter() ? node.op().cell() : null;
        for (Edge edge : node.edges()) {
            Map<Cell, Integer> after = from.get(edge.target());
            after.forEach((counter, n) -> {
                if (counter != own) {
                    most.merge(counter, n, Math::max);
                }
            });
            if (node.op().kind().onCounter()) {
                Cell counter = node.op().cell();
                int raised = node.op().kind() == OpKind.ATOMIC_SET ? node.op().a() : node.op().kind().delta(edge.observed(), node.op().a());
                most.merge(counter, Math.max(0, after.getOrDefault(counter, 0) + raised), Math::max);
            }
        }
        return most;
    }
}
