package org.sockrace.machine.simulated;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Bounds how far one thread can raise each counter: the longest path through its automaton. */
final class Increments {

    private Increments() { }

    static Map<SimAtomic, Integer> most(Automaton automaton) {
        List<Map<SimAtomic, Integer>> from = new ArrayList<>();
        for (Node node : automaton.nodes()) {
            from.add(of(node, from));
        }
        return from.get(automaton.start());
    }

    private static Map<SimAtomic, Integer> of(Node node, List<Map<SimAtomic, Integer>> from) {
        Map<SimAtomic, Integer> most = new HashMap<>();
        for (Edge edge : node.edges()) {
            Map<SimAtomic, Integer> after = from.get(edge.target());
            after.forEach((counter, n) -> most.merge(counter, n, Math::max));
            if (node.op().kind().onCounter()) {
                SimAtomic counter = (SimAtomic) node.op().cell();
                int raised = node.op().kind() == OpKind.ATOMIC_SET ? node.op().a() : node.op().kind().delta(edge.observed(), node.op().a());
                most.merge(counter, Math.max(0, after.getOrDefault(counter, 0) + raised), Math::max);
            }
        }
        return most;
    }
}
