package org.sockrace.automata;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** What a thread may hold where it stands, by what it has taken and not given back on some way there: locks and read-side critical sections. Immutable. */
public final class Held {

    private final BitSet[] locks;
    private final int[] sections;

    /** What threads of that role hold; before they start, nobody holds anything. */
    public Held(Automaton automaton) {
        List<Node> nodes = automaton.nodes();
        locks = new BitSet[nodes.size()];
        Arrays.setAll(locks, n -> new BitSet());
        sections = new int[nodes.size()];
        for (int n = nodes.size() - 1; n >= 0; n--) { // Edges lead to smaller numbers.
            BitSet held = after(nodes.get(n).op(), locks[n]);
            int inside = sections[n] + entered(nodes.get(n).op().kind());
            for (Edge edge : nodes.get(n).edges()) {
                locks[edge.target()].or(held);
                sections[edge.target()] = Math.max(sections[edge.target()], inside);
            }
        }
    }

    private static BitSet after(Operation op, BitSet before) {
        BitSet after = (BitSet) before.clone();
        if (op.kind() == OpKind.LOCK || op.kind() == OpKind.TRYLOCK) {
            after.set(op.cell().id);
        } else if (op.kind() == OpKind.UNLOCK) {
            after.clear(op.cell().id);
        }
        return after;
    }

    private static int entered(OpKind kind) {
        return kind == OpKind.RCU_LOCK || kind == OpKind.PREEMPT_OFF ? 1 : kind == OpKind.RCU_UNLOCK || kind == OpKind.PREEMPT_ON ? -1 : 0;
    }

    /** Whether a thread that stands at that node may hold that lock. */
    public boolean holds(int node, Cell lock) {
        return locks[node].get(lock.id);
    }

    /** Whether a thread that stands at that node may be in a read-side critical section, of any flavour. */
    public boolean reads(int node) {
        return sections[node] > 0;
    }
}
