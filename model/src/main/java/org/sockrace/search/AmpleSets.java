package org.sockrace.search;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sockrace.machine.simulated.Cell;
import org.sockrace.machine.simulated.Edge;
import org.sockrace.machine.simulated.Node;
import org.sockrace.machine.simulated.OpKind;
import org.sockrace.machine.simulated.World;

/**
 * Finds threads whose next operation is an ample set by itself: whatever the others do before it, up to their ends, is independent of it, so it may as well go
 * first (a persistent set of one transition; Godefroid: Partial-order methods, 1996). What the others can do is narrowed down by reference counts: as long as
 * a thread holds a reference, the counter is not zero, so nobody gets past a test for zero, and operations on the counter that keep it above zero commute.
 */
final class AmpleSets {

    private final World world;
    private final Footprints footprints;
    private final Counters counters;
    /** For each set of counters that are known to be above zero, by role and node: what a thread can do from there on. */
    private final Map<Long, Footprint[][]> futures = new HashMap<>();
    /** By role and visible node: what the operation does, and what others can do meanwhile; null if it is no candidate. */
    private final Footprint[][] own;
    private final Footprint[][][][] others;

    AmpleSets(Model model, Layout layout) {
        world = model.world;
        footprints = new Footprints(world, layout);
        counters = new Counters(world, layout);
        own = new Footprint[model.tables.length][];
        others = new Footprint[model.tables.length][][][];
        for (int role = 0; role < own.length; role++) {
            int[] original = model.tables[role].original;
            own[role] = new Footprint[original.length];
            others[role] = new Footprint[original.length][][];
            for (int d = 0; d < original.length; d++) {
                prepare(role, d, model.tables[role].stands[d], original[d]);
            }
        }
        // what matters while searching are visible nodes only
        for (Footprint[][] byRole : futures.values()) {
            for (int r = 0; r < byRole.length; r++) {
                Footprint[] dense = new Footprint[model.tables[r].original.length];
                for (int d = 0; d < dense.length; d++) {
                    dense[d] = byRole[r][model.tables[r].stands[d]];
                }
                byRole[r] = dense;
            }
        }
    }

    /** Whether there are few enough shared objects for this to work. */
    static boolean possible(World world, Layout layout) {
        return new Footprints(world, layout).possible() && world.automata().size() > 1 || world.automata().get(0).program().copies() > 1
                && new Footprints(world, layout).possible();
    }

    private void prepare(int role, int dense, int stands, int n) {
        Node node = world.automata().get(role).nodes().get(n);
        if (!candidate(node.op().kind())) {
            return;
        }
        long pinned = 0;
        for (int c = 0; c < counters.counters.size() && c < Long.SIZE; c++) {
            if (counters.bound(c, role, n) >= 1) {
                pinned |= 1L << c;
            }
        }
        Footprint entering = stands == n ? Footprint.NOTHING : footprints.of(role, world.automata().get(role).nodes().get(stands));
        own[role][dense] = ownFootprint(role, node, n, pinned).and(entering);
        others[role][dense] = futures.computeIfAbsent(pinned, this::futuresGiven);
    }

    private static boolean candidate(OpKind kind) {
        return switch (kind) {
            case LOAD, LOAD_IS, STORE, XCHG, CMPXCHG, ADD, ADD_RETURN, DEC_AND_TEST, INC_NOT_ZERO, ADD_UNLESS, DEC_IF_POSITIVE, ENTER, LEAVE, RCU_LOCK,
                    RCU_UNLOCK, PREEMPT_OFF, PREEMPT_ON -> true;
            default -> false;
        };
    }

    private Footprint ownFootprint(int role, Node node, int n, long pinned) {
        Footprint all = footprints.of(role, node);
        int c = counters.counters.indexOf(node.op().cell());
        boolean above = c >= 0 && (pinned & 1L << c) != 0 && Counters.uniformAboveZero(node);
        for (Edge edge : node.edges()) {
            above = above && (!Counters.possibleAboveZero(node.op(), edge.observed())
                    || counters.bound(c, role, n) + node.op().kind().delta(edge.observed(), node.op().a()) >= 1);
        }
        return above ? all.onlyReading(footprints.object(node.op().cell())) : all;
    }

    private Footprint[][] futuresGiven(long pinned) {
        Footprint[][] byRole = new Footprint[world.automata().size()][];
        for (int role = 0; role < byRole.length; role++) {
            List<Node> nodes = world.automata().get(role).nodes();
            byRole[role] = new Footprint[nodes.size()];
            for (int n = 0; n < nodes.size(); n++) {
                byRole[role][n] = future(role, nodes.get(n), pinned, byRole[role]);
            }
        }
        return byRole;
    }

    private Footprint future(int role, Node node, long pinned, Footprint[] later) {
        int c = counters.counters.indexOf(node.op().cell());
        boolean above = c >= 0 && (pinned & 1L << c) != 0;
        Footprint all = footprints.of(role, node);
        if (above && Counters.uniformAboveZero(node)) {
            Cell cell = node.op().cell();
            all = all.onlyReading(footprints.object(cell));
        }
        for (Edge edge : node.edges()) {
            if (!above || Counters.possibleAboveZero(node.op(), edge.observed())) {
                all = all.and(later[edge.target()]);
            }
        }
        return all;
    }

    /** What the operation at that visible node does; null if it may not go first. */
    Footprint operation(int role, int node) {
        return own[role][node];
    }

    /** What threads of that role can do from their node on, while another one is at the given node. */
    Footprint meanwhile(int role, int node, int otherRole, int otherNode) {
        return others[role][node][otherRole][otherNode];
    }
}
