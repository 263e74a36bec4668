package org.sockrace.automata;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** What a thread may hold where it stands, by what it has taken and not given back on some way there: locks and read-side critical sections. Immutable. */
public final class Held {

    private final BitSet[] locks;
    /** By node: the locks that are held there on every way; null where no way leads. */
    private final BitSet[] surely;
    private final int[] sections;

    /** What threads of that role hold; before they start, nobody holds anything. */
    public Held(Automaton automaton) {
        List<Node> nodes = automaton.nodes();
        locks = new BitSet[nodes.size()];
        Arrays.setAll(locks, n -> new BitSet());
        surely = new BitSet[nodes.size()];
        surely[automaton.start()] = new BitSet();
        sections = new int[nodes.size()];
        boolean changed = true;
        while (changed) { // Edges lead to smaller numbers, but for those to heads: these take another pass.
            changed = pass(nodes);
        }
    }

    private boolean pass(List<Node> nodes) {
        boolean changed = false;
        for (int n = nodes.size() - 1; n >= 0; n--) {
            BitSet held = after(nodes.get(n).op(), locks[n]);
            int inside = sections[n] + entered(nodes.get(n).op().kind());
            for (Edge edge : nodes.get(n).edges()) {
                int target = edge.target();
                boolean news = adds(held, locks[target]);
                locks[target].or(held);
                sections[target] = Math.max(sections[target], inside);
                news = keep(n, nodes.get(n).op(), target) || news;
                changed |= target >= n && news;
            }
        }
        return changed;
    }

    private static boolean adds(BitSet more, BitSet to) {
        BitSet missing = (BitSet) more.clone();
        missing.andNot(to);
        return !missing.isEmpty();
    }

    /** Whether less is surely held at the target now. A lock that was only tried may not be held. */
    private boolean keep(int node, Operation op, int target) {
        if (surely[node] == null) {
            return false;
        }
        BitSet held = op.kind() == OpKind.TRYLOCK ? (BitSet) surely[node].clone() : after(op, surely[node]);
        if (surely[target] == null) {
            surely[target] = held;
            return true;
        }
        boolean less = adds(surely[target], held);
        surely[target].and(held);
        return less;
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

    /** The locks, as cells' numbers, that a thread that stands at that node holds, however it came there; nothing where none can stand. */
    public BitSet surely(int node) {
        return surely[node] == null ? new BitSet() : (BitSet) surely[node].clone();
    }

    /** Whether a thread that stands at that node may be in a read-side critical section, of any flavour. */
    public boolean reads(int node) {
        return sections[node] > 0;
    }
}
