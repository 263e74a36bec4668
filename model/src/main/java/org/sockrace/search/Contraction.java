package org.sockrace.search;

import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.sockrace.machine.Order;
import org.sockrace.machine.simulated.Automaton;
import org.sockrace.machine.simulated.Cell;
import org.sockrace.machine.simulated.Edge;
import org.sockrace.machine.simulated.Node;
import org.sockrace.machine.simulated.Note;
import org.sockrace.machine.simulated.OpKind;
import org.sockrace.machine.simulated.Operation;
import org.sockrace.machine.simulated.SimRegion;
import org.sockrace.machine.simulated.World;

/**
 * Decides which operations of a role must be interleaved with the other threads. The others are local: no other thread can see or change what they do, so
 * executing them at once is an ample set of one thread (Clarke, Grumberg, Peled: Model Checking, chapter 10).
 */
final class Contraction {

    private final World world;
    private final int role;
    private final List<Node> nodes;
    private final boolean reduce;
    private final boolean patient;
    private final boolean rcuWaiters;
    private final boolean schedWaiters;
    private final Set<Integer> withdrawn = new HashSet<>();
    private final BitSet visible = new BitSet();

    Contraction(World world, int role, boolean reduce) {
        this.world = world;
        this.role = role;
        this.reduce = reduce;
        this.nodes = world.automata().get(role).nodes();
        this.patient = world.automata().stream().noneMatch(a -> a.nodes().stream()
                .anyMatch(n -> n.op().kind() == OpKind.SYNC_END && n.op().b() == 0));
        this.rcuWaiters = someoneWaits(OpKind.RCU);
        this.schedWaiters = someoneWaits(OpKind.SCHED);
        world.automata().forEach(a -> a.nodes().forEach(n -> n.edges().forEach(this::findWithdrawn)));
        for (int n = 0; n < nodes.size(); n++) {
            visible.set(n, !reduce || !contractible(n));
        }
    }

    /** Whether a thread can be found waiting at this node by others. */
    boolean visible(int node) {
        return visible.get(node);
    }

    /**
     * The node whose operation a thread at that visible node executes. A section that is entered is entered together with the first operation inside it:
     * between the two nothing depends on being inside, and being inside only makes grace periods wait.
     */
    int operationAt(int node) {
        OpKind kind = nodes.get(node).op().kind();
        if (!reduce || !patient || kind != OpKind.RCU_LOCK && kind != OpKind.PREEMPT_OFF) {
            return node;
        }
        int[] next = closure(nodes.get(node).edges().get(0).target());
        if (next.length != 1 || !alwaysEnabled(nodes.get(next[0]).op().kind())) {
            return node;
        }
        boolean inside = kind == OpKind.RCU_LOCK ? nodes.get(next[0]).reader() : nodes.get(next[0]).schedReader();
        return inside ? operationAt(next[0]) : node;
    }

    private static boolean alwaysEnabled(OpKind kind) {
        return switch (kind) {
            case LOCK, WAIT, SYNC_BEGIN, SYNC_END, FREE, FREE_RCU, FRONTIER, VIOLATION, DONE -> false;
            default -> true;
        };
    }

    /** The visible nodes that are reached from this one through local operations alone; itself if it is visible. */
    int[] closure(int node) {
        Set<Integer> seen = new HashSet<>();
        BitSet found = new BitSet();
        collect(node, seen, found);
        return found.stream().toArray();
    }

    private void collect(int node, Set<Integer> seen, BitSet found) {
        if (!seen.add(node)) {
            return;
        }
        if (visible.get(node)) {
            found.set(node);
            return;
        }
        for (Edge edge : nodes.get(node).edges()) {
            collect(edge.target(), seen, found);
        }
    }

    private boolean someoneWaits(int flavour) {
        for (int r = 0; r < world.automata().size(); r++) {
            Automaton a = world.automata().get(r);
            boolean other = r != role || a.program().copies() > 1;
            if (other && a.nodes().stream().anyMatch(n -> n.op().kind() == OpKind.SYNC_BEGIN && n.op().a() == flavour)) {
                return true;
            }
            int freeing = r;
            if (flavour == OpKind.RCU && a.nodes().stream().anyMatch(n -> freesLater(n.op(), freeing))) {
                return true;
            }
        }
        return false;
    }

    private boolean freesLater(Operation op, int by) {
        return op.kind() == OpKind.FREE_RCU && !world.isPrivate(op.region(), by);
    }

    private void findWithdrawn(Edge edge) {
        for (Note note : edge.notes()) {
            if (note instanceof Note.Registered registered && !registered.published()) {
                withdrawn.add(registered.object());
            }
        }
    }

    private boolean contractible(int n) {
        Node node = nodes.get(n);
        if (emptySection(node)) {
            return true;
        }
        if (node.edges().isEmpty() || node.edges().stream().anyMatch(e -> seenByOthers(node, e))) {
            return false;
        }
        return local(node.op()) || checkRepeated(n);
    }

    /** Whether a section is entered here and left again before anything that others can notice. */
    private boolean emptySection(Node node) {
        OpKind kind = node.op().kind();
        if (!patient || kind != OpKind.RCU_LOCK && kind != OpKind.PREEMPT_OFF) {
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

    /**
     * Whether passing this edge changes something that a grace period or another thread's contract looks at. Leaving a read-side section at once is never
     * worse than leaving it later: it only ends grace periods earlier, as long as they wait at all.
     */
    private boolean seenByOthers(Node node, Edge edge) {
        Node to = nodes.get(edge.target());
        return rcuWaiters && matters(node.reader(), to.reader()) || schedWaiters && matters(node.schedReader(), to.schedReader())
                || node.op().kind() == OpKind.LOAD && node.op().order() == Order.DEPENDENCY && withdrawn.contains(edge.observed())
                || edge.notes().stream().anyMatch(note -> note instanceof Note.Registered || note instanceof Note.Unloaded);
    }

    private boolean matters(boolean before, boolean after) {
        return before != after && (after || !patient);
    }

    private boolean local(Operation op) {
        return switch (op.kind()) {
            case CHOICE, ALLOC, SCHEDULE, RCU_LOCK, RCU_UNLOCK, PREEMPT_OFF, PREEMPT_ON -> true;
            case ENTER, LEAVE -> !op.region().mortal();
            case FREE, FREE_RCU -> world.isPrivate(op.region(), role);
            case WAIT, SYNC_BEGIN, SYNC_END, FRONTIER, VIOLATION, DONE -> false;
            default -> world.isPrivate(op.cell().region, role) || !op.cell().region.mortal() && quiet(op);
        };
    }

    /**
     * Whether the state has to hold the cell's value for this role. A cell that one thread alone accesses is known from where that thread stands; then none of
     * its operations may be seen in the state, because those that are local are not.
     */
    boolean tracked(Cell cell) {
        return !world.isPrivate(cell.region, role) && !(reduce && world.alone(cell, role));
    }

    /** Whether no other thread can notice this access, or change what it finds. */
    private boolean quiet(Operation op) {
        return world.alone(op.cell(), role) || (op.kind() == OpKind.LOAD || op.kind() == OpKind.LOAD_IS) && world.determined(op.cell(), role)
                && !(op.order() == Order.PLAIN && world.contended(op.cell()));
    }

    /** Whether all this operation does is check that some memory is alive, and the thread's next visible operations check the same again. */
    private boolean checkRepeated(int n) {
        Node node = nodes.get(n);
        SimRegion checked = region(node.op());
        boolean onlyChecks = node.op().kind() == OpKind.ENTER || node.op().kind() == OpKind.LEAVE
                || node.op().kind().onCell() && !node.op().kind().writes() && quiet(node.op());
        if (!onlyChecks || checked == null || node.op().order() == Order.DEPENDENCY) {
            return false;
        }
        for (Edge edge : node.edges()) {
            for (int next : closure(edge.target())) {
                Operation op = nodes.get(operationAt(next)).op();
                if (region(op) != checked || op.kind().frees()) {
                    return false;
                }
            }
        }
        return true;
    }

    private static SimRegion region(Operation op) {
        return op.cell() != null ? op.cell().region : op.region();
    }
}
