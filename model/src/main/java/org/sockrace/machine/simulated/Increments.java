package org.sockrace.machine.simulated;

import java.util.ArrayList;
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
        List<Map<Cell, Integer>> from = new ArrayList<>();
        for (Node node : automaton.nodes()) {
            from.add(of(node, from));
        }
        return from.get(automaton.start());
    }

    private static Map<Cell, Integer> of(Node node, List<Map<Cell, Integer>> from) {
        Map<Cell, Integer> most = new HashMap<>();
        for (Edge edge : node.edges()) {
            Map<Cell, Integer> after = from.get(edge.target());
            after.forEach((counter, n) -> most.merge(counter, n, Math::max));
            if (node.op().kind().onCounter()) {
                Cell counter = node.op().cell();
                int raised = node.op().kind() == OpKind.ATOMIC_SET ? node.op().a() : node.op().kind().delta(edge.observed(), node.op().a());
                most.merge(counter, Math.max(0, after.getOrDefault(counter, 0) + raised), Math::max);
            }
        }
        return most;
    }
}
