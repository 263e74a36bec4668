package org.sockrace.weak.explore;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.sockrace.weak.graph.Event.Kind;
import org.sockrace.weak.graph.Tag;

/**
 * What comes before what in one thread by way of accesses that are left out of a {@link Core}. As these communicate with nobody, that is a path of the
 * thread's own preserved program order, {@code ppo}: it enters and leaves what is left out by a dependency, by the order of two accesses to one location, or by
 * smp_wmb. Other fences need no path, for they order what comes before what is left out as well as that itself; between two reads a smp_rmb would, so of a
 * thread that has one no read is left out. Dependencies that go through memory, {@code carry-dep}, are written out.
 */
final class Passages {

    private static final BitSet NOTHING = new BitSet();

    private final Core core;
    private final ExecutionGraph graph;
    private final int[] own;
    /** By event of the thread: the numbers of the events from which a path leads to it; itself, if it is not left out. Null if there are none. */
    private final BitSet[] reached;
    /** By read: the reads whose values it has, it among them; null if it has its own only. */
    private final BitSet[] carried;
    /** By write: the reads on which address and value depend, and the value alone; null if there are none. */
    private final BitSet[] ofWrite;
    private final BitSet[] ofValue;
    private final Map<Integer, BitSet> ofLocation = new HashMap<>();
    /** From what paths lead to marked writes, of those before here, and of those before the last smp_wmb; and to all writes. */
    private final BitSet pending = new BitSet();
    private final BitSet pendingAll = new BitSet();
    private BitSet fenced = NOTHING;
    private BitSet fencedAll = NOTHING;

    Passages(Core core, ExecutionGraph graph, int[] own) {
        this.core = core;
        this.graph = graph;
        this.own = own;
        reached = new BitSet[own.length];
        carried = new BitSet[own.length];
        ofWrite = new BitSet[own.length];
        ofValue = new BitSet[own.length];
    }

    /** Tells the core of each event that is left what comes before it. */
    void relate() {
        Map<Integer, Integer> writes = new HashMap<>();
        for (int i = 0; i < own.length; i++) {
            Action action = graph.action(own[i]);
            Kind kind = action.event().kind();
            if (kind == Kind.FENCE) {
                if (action.event().is(Tag.WMB)) {
                    fenced = union(fenced, pending);
                    fencedAll = union(fencedAll, pendingAll);
                }
            } else if (kind == Kind.READ) {
                Integer source = writes.get(graph.rf(own[i]));
                read(i, action, source == null ? -1 : source);
            } else {
                writes.put(own[i], i);
                write(i, action);
            }
        }
    }

    private void read(int i, Action action, int source) {
        BitSet of = written(action.addr());
        if (source >= 0 && ofValue[source] != null) {
            carried[i] = (BitSet) ofValue[source].clone();
            carried[i].set(i);
        }
        BitSet from = gathered(of, null);
        if (source >= 0 && isMarked(source) && !isPlain(action)) {
            // dep ; [Marked] ; rfi
            from = gathered(ofWrite[source] == null ? NOTHING : ofWrite[source], from);
        }
        settle(i, action, of, NOTHING, NOTHING, from);
    }

    private void write(int i, Action action) {
        BitSet of = written(action.addr());
        BitSet value = written(action.data());
        BitSet because = written(action.ctrl());
        BitSet all = union(of, value);
        ofWrite[i] = all.isEmpty() ? null : all;
        ofValue[i] = value.isEmpty() ? null : value;
        BitSet from = gathered(of, null);
        if (!isPlain(action)) {
            from = gathered(because, gathered(value, from));
            from = joined(from, ofLocation.get(action.location()));
        }
        settle(i, action, of, value, because, joined(from, isPlain(action) ? fenced : fencedAll));
    }

    private void settle(int i, Action action, BitSet of, BitSet value, BitSet because, BitSet from) {
        int event = own[i];
        boolean left = core.number(event) >= 0;
        if (left) {
            core.depends(event, of, value, because, own);
            if (from != null) {
                core.passes(from, event);
            }
        } else if (action.event().kind() == Kind.WRITE && from != null) {
            // addr ; [Plain] ; wmb leads to marked writes only
            pendingAll.or(from);
            if (!isPlain(action)) {
                pending.or(from);
            }
        }
        if (isPlain(action)) {
            return;
        }
        BitSet reaching = from;
        if (left) {
            reaching = new BitSet();
            reaching.set(core.number(event));
        }
        reached[i] = reaching;
        if (reaching != null) {
            ofLocation.merge(action.location(), reaching, Passages::union);
        }
    }

    /** The reads, and those whose values they have. */
    private BitSet written(BitSet reads) {
        BitSet all = reads;
        for (int r = reads.nextSetBit(0); r >= 0; r = reads.nextSetBit(r + 1)) {
            if (carried[r] != null) {
                all = union(all, carried[r]);
            }
        }
        return all;
    }

    /** Those of which paths lead to the reads, and those before. */
    private BitSet gathered(BitSet reads, BitSet before) {
        BitSet all = before;
        for (int r = reads.nextSetBit(0); r >= 0; r = reads.nextSetBit(r + 1)) {
            all = joined(all, reached[r]);
        }
        return all;
    }

    private static BitSet joined(BitSet one, BitSet other) {
        if (other == null || other.isEmpty()) {
            return one;
        }
        return one == null ? other : union(one, other);
    }

    private static BitSet union(BitSet one, BitSet other) {
        BitSet both = (BitSet) one.clone();
        both.or(other);
        return both;
    }

    private boolean isMarked(int i) {
        return !isPlain(graph.action(own[i]));
    }

    private static boolean isPlain(Action action) {
        return action.event().tags().isEmpty();
    }
}
