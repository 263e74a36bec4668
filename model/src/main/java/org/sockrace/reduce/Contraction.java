package org.sockrace.reduce;

import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.sockrace.automata.Cell;
import org.sockrace.automata.Edge;
import org.sockrace.automata.Memory;
import org.sockrace.automata.Node;
import org.sockrace.automata.Note;
import org.sockrace.automata.OpKind;
import org.sockrace.automata.Operation;
import org.sockrace.automata.Sharing;
import org.sockrace.automata.World;
import org.sockrace.explore.Monitor;
import org.sockrace.machine.Order;

/**
 * Decides which operations of a role must be interleaved with the other threads. The others are local: no other thread and no monitor can see or change what
 * they do, so executing them at once, together with the step before, is an ample set of one thread (Clarke, Grumberg, Peled: Model Checking, chapter 10).
 *
 * <p>What it takes is said at {@link Condition}. Entering a module early is never worse, because whoever is found inside then could have been there; leaving it
 * early would hide that the thread was inside. Two things are more than plain ample sets. Leaving a read-side section early is allowed although grace periods
 * look at it: it only lets them end sooner, and they could have begun later. And a check that memory is still there may be left to the thread's next operation,
 * if that checks the same: between the two the memory can only go, so whoever fails the first fails the second.
 */
public final class Contraction {

    private final Sharing sharing;
    private final Observed observed;
    private final Reductions reductions;
    private final int role;
    private final List<Node> nodes;
    private final boolean rcuWaiters;
    private final boolean schedWaiters;
    private final BitSet visible = new BitSet();
    private final BitSet passable = new BitSet();
    private final int[][] closures;

    /** The operations of each role. */
    public static List<Contraction> of(World world, Reductions reductions, List<Monitor> monitors) {
        Observed observed = new Observed(world, monitors);
        return IntStream.range(0, world.automata().size()).mapToObj(role -> new Contraction(world, role, reductions, observed)).toList();
    }

    private Contraction(World world, int role, Reductions reductions, Observed observed) {
        this.sharing = world.sharing();
        this.role = role;
        this.reductions = reductions;
        this.observed = observed;
        this.nodes = world.automata().get(role).nodes();
        this.rcuWaiters = observed.readers(OpKind.RCU, role);
        this.schedWaiters = observed.readers(OpKind.SCHED, role);
        this.closures = new int[nodes.size()][];
        BitSet heads = world.automata().get(role).heads();
        heads.stream().forEach(n -> closures[n] = new int[] {n});
        for (int n = 0; n < nodes.size(); n++) {
            visible.set(n, heads.get(n) || !reductions.partialOrder() || !contractible(n));
            closures[n] = closureOf(n);
        }
    }

    private boolean asks(Condition condition) {
        return reductions.asks(condition);
    }

    /** Whether a thread can be found waiting at this node by others. */
    public boolean visible(int node) {
        return visible.get(node);
    }

    /**
     * Whether all that keeps this node visible is that a thread leaves a module's text here: where nobody can look at that any more, which an ample set
     * shows, the thread may go on at once.
     */
    public boolean passable(int node) {
        return passable.get(node);
    }

    /**
     * The node whose operation a thread at that visible node executes. A section that is entered is entered together with the first operation inside it:
     * between the two nothing depends on being inside, and being inside only makes grace periods wait. Not if a module's text is entered between the two.
     */
    public int operationAt(int node) {
        OpKind kind = nodes.get(node).op().kind();
        if (!reductions.partialOrder() || !isEntry(kind) || speaks(nodes.get(node))) {
            return node;
        }
        int[] next = closure(nodes.get(node).edges().get(0).target());
        if (next.length != 1 || asks(Condition.FIRST_INSIDE_IS_ENABLED) && !alwaysEnabled(nodes.get(next[0]))) {
            return node;
        }
        Node first = nodes.get(next[0]);
        boolean inText = passable.get(next[0]) || observed.leaves(first, nodes.get(node));
        boolean inside = kind == OpKind.RCU_LOCK ? first.reader() : first.schedReader();
        return inside && !(inText && asks(Condition.INSIDE_IS_SEEN)) ? operationAt(next[0]) : node;
    }

    /**
     * Whether a section is entered of which nobody can tell whether a thread is in it or before it, but by waiting for it. Memory that is kept for readers
     * can be used a little longer while they are inside: that tells.
     */
    private boolean isEntry(OpKind kind) {
        return observed.patient() && (kind == OpKind.RCU_LOCK && !observed.keepsMemory(OpKind.RCU) || kind == OpKind.PREEMPT_OFF);
    }

    private static boolean alwaysEnabled(Node node) {
        return !node.edges().isEmpty() && switch (node.op().kind()) {
            case LOCK, WAIT, SYNC_BEGIN, SYNC_END, FREE, FREE_RCU, FRONTIER, VIOLATION, DONE -> false;
            case LOAD, LOAD_IS, STORE, XCHG, CMPXCHG, ATOMIC_SET, ADD, ADD_RETURN, DEC_AND_TEST, INC_NOT_ZERO, ADD_UNLESS, DEC_IF_POSITIVE, TRYLOCK, UNLOCK,
                    ENTER, LEAVE, ALLOC, RCU_LOCK, RCU_UNLOCK, PREEMPT_OFF, PREEMPT_ON, CHOICE, FENCE, SCHEDULE -> true;
        };
    }

    /** The visible nodes that are reached from this one through local operations alone; itself if it is visible. Not to be changed. */
    public int[] closure(int node) {
        return closures[node];
    }

    /** Edges lead to smaller numbers, or back to where a round begins, which is visible: what they lead to is known. */
    private int[] closureOf(int node) {
        List<Edge> edges = nodes.get(node).edges();
        if (visible.get(node)) {
            return new int[] {node};
        }
        if (edges.size() == 1) {
            return closures[edges.get(0).target()];
        }
        BitSet found = new BitSet();
        for (Edge edge : edges) {
            for (int reached : closures[edge.target()]) {
                found.set(reached);
            }
        }
        return found.stream().toArray();
    }

    private boolean contractible(int n) {
        Node node = nodes.get(n);
        if (node.edges().isEmpty() || asks(Condition.LOCAL_ENDS_NOTHING) && speaks(node)) {
            return false;
        }
        if (emptySection(node)) {
            return true;
        }
        if (node.edges().stream().anyMatch(e -> seenByOthers(node, e)) || !local(node.op()) && !checkRepeated(n)) {
            return false;
        }
        if (asks(Condition.INSIDE_IS_SEEN) && node.edges().stream().anyMatch(e -> observed.leaves(node, nodes.get(e.target())))) {
            passable.set(n, node.edges().size() == 1);
            return false;
        }
        return true;
    }

    /** Whether something is said after the operation that others look at, or that breaks a rule. */
    private boolean speaks(Node node) {
        return node.edges().stream().anyMatch(e -> observed.notes(e) || e.notes().stream().anyMatch(note -> note instanceof Note.Breach));
    }

    /** Whether a section is entered here and left again before anything that others can notice. */
    private boolean emptySection(Node node) {
        OpKind kind = node.op().kind();
        if (!isEntry(kind)) {
            return false;
        }
        for (int next : closure(node.edges().get(0).target())) {
            Node to = nodes.get(next);
            if (to.reader() && !node.reader() || to.schedReader() && !node.schedReader()) {
                return false;
            }
        }
        return true;
    }

    /** Whether passing this edge changes something that a grace period looks at, or is a look-up that a monitor looks at. */
    private boolean seenByOthers(Node node, Edge edge) {
        Node to = nodes.get(edge.target());
        return rcuWaiters && matters(node.reader(), to.reader(), OpKind.RCU)
                || schedWaiters && matters(node.schedReader(), to.schedReader(), OpKind.SCHED)
                || asks(Condition.LOOKUPS_ARE_SEEN) && observed.lookup(node, edge);
    }

    private boolean matters(boolean before, boolean after, int flavour) {
        return before != after && (after ? asks(Condition.ENTERING_IS_SEEN)
                : asks(Condition.LEAVING_ONLY_ENABLES) && (!observed.patient() || observed.keepsMemory(flavour)));
    }

    private boolean local(Operation op) {
        return switch (op.kind()) {
            case CHOICE, ALLOC, FENCE, SCHEDULE, RCU_LOCK, RCU_UNLOCK, PREEMPT_OFF, PREEMPT_ON -> true;
            case ENTER, LEAVE -> immortal(op.region());
            case FREE, FREE_RCU -> sharing.isPrivate(op.region(), role);
            case WAIT, SYNC_BEGIN, SYNC_END, FRONTIER, VIOLATION, DONE -> false;
            case LOAD, LOAD_IS, STORE, XCHG, CMPXCHG, ATOMIC_SET, ADD, ADD_RETURN, DEC_AND_TEST, INC_NOT_ZERO, ADD_UNLESS, DEC_IF_POSITIVE, LOCK, TRYLOCK,
                    UNLOCK ->
                    sharing.isPrivate(op.cell().region, role) || immortal(op.cell().region) && quiet(op);
        };
    }

    private boolean immortal(Memory region) {
        return !asks(Condition.LOCAL_TOUCHES_NO_MORTAL_MEMORY) || !sharing.mortal(region);
    }

    /**
     * Whether the state has to hold the cell's value for this role. A cell that one thread alone accesses is known from where that thread stands; then none of
     * its operations may be seen in the state, because those that are local are not.
     */
    public boolean tracked(Cell cell) {
        return !sharing.isPrivate(cell.region, role) && !(reductions.partialOrder() && sharing.alone(cell, role));
    }

    /**
     * Whether no other thread can notice this access, or change what it finds. Data races ask for no more: whoever reads a cell that nobody else writes races
     * with nobody.
     */
    private boolean quiet(Operation op) {
        return !asks(Condition.LOCAL_CELL_IS_QUIET) && sharing.determined(op.cell(), role) || sharing.alone(op.cell(), role)
                || (op.kind() == OpKind.LOAD || op.kind() == OpKind.LOAD_IS) && sharing.determined(op.cell(), role);
    }

    /** Whether all this operation does is check that some memory is alive, and the thread's next visible operations check the same again. */
    private boolean checkRepeated(int n) {
        Operation op = nodes.get(n).op();
        boolean onlyChecks = op.kind() == OpKind.ENTER || op.kind() == OpKind.LEAVE || op.kind().onCell() && !op.kind().writes() && quiet(op);
        if (!onlyChecks || op.order() == Order.DEPENDENCY) {
            return false;
        }
        for (Edge edge : nodes.get(n).edges()) {
            for (int next : closure(edge.target())) {
                Operation later = nodes.get(operationAt(next)).op();
                if (asks(Condition.NEXT_CHECKS_THE_SAME) && (later.touches() != op.touches() || later.kind().frees())) {
                    return false;
                }
            }
        }
        return true;
    }
}
