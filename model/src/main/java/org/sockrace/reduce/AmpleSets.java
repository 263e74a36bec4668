package org.sockrace.reduce;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sockrace.automata.Edge;
import org.sockrace.automata.Node;
import org.sockrace.automata.OpKind;
import org.sockrace.automata.World;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Monitor;
import org.sockrace.explore.Progress;

/**
 * Finds threads whose next operation is an ample set by itself: whatever the others do before it, up to their ends, is independent of it, so it may as well go
 * first (a persistent set of one transition; Godefroid: Partial-order methods, 1996). What the others can do is narrowed down by reference counts: as long as
 * a thread holds a reference, the counter is not zero, so nobody gets past a test for zero, and operations on the counter that keep it above zero commute.
 *
 * <p>What else it takes is said at {@link Condition}. {@link Condition#ENDING_STEPS_ARE_NOT_AMPLE} is for the engine to see to: whether a step ends the
 * execution shows only when it is taken. Thread-safe once made.
 */
public final class AmpleSets {

    /** No ample set: the operation of a thread at that node must be interleaved with all others. */
    public static final int NONE = -1;
    private static final byte CONFLICT = 1;
    private static final byte INDEPENDENT = 2;

    private final World world;
    private final Reductions reductions;
    private final Footprints footprints;
    private final Counters counters;
    private final Budget budget;
    private final Map<Footprint, Integer> numbers = new HashMap<>();
    private final List<Footprint> distinct = new ArrayList<>();
    /** For each set of counters that are known to be above zero, by role and node: what a thread can do from there on. */
    private final Map<Long, int[][]> futures = new HashMap<>();
    /** By role and node: what the operation does, and what others can do meanwhile. */
    private final int[][] own;
    private final int[][][][] others;
    /** By two footprints, computed when they meet first; workers may compute the same at the same time. */
    private final byte[][] meet;

    /**
     * Computes what may go first.
     *
     * @param contractions the visible nodes of each role, and what is executed there
     * @throws org.sockrace.explore.CutShortException if the budget is used up meanwhile
     */
    public AmpleSets(World world, List<Contraction> contractions, Reductions reductions, List<Monitor> monitors, Budget budget) {
        this.world = world;
        this.reductions = reductions;
        this.budget = budget;
        counters = new Counters(world, reductions);
        footprints = new Footprints(world, new Observed(world, monitors), counters);
        own = new int[contractions.size()][];
        others = new int[contractions.size()][][][];
        for (int role = 0; role < own.length; role++) {
            int nodes = world.automata().get(role).nodes().size();
            BitSet heads = world.automata().get(role).heads();
            own[role] = new int[nodes];
            others[role] = new int[nodes][][];
            for (int n = 0; n < nodes; n++) {
                own[role][n] = NONE;
                if (contractions.get(role).visible(n) && !heads.get(contractions.get(role).operationAt(n))) {
                    prepare(role, n, contractions.get(role).operationAt(n));
                }
            }
        }
        meet = new byte[distinct.size()][];
    }

    private void prepare(int role, int stands, int n) {
        budget.check();
        Node node = world.node(role, n);
        if (!candidate(node.op().kind())) {
            return;
        }
        long pinned = 0;
        for (int c = 0; c < counters.size(); c++) {
            if (counters.bound(c, role, n) >= 1) {
                pinned |= 1L << c;
            }
        }
        Footprint entering = stands == n ? Footprint.NOTHING : footprints.of(role, world.node(role, stands));
        own[role][stands] = number(ownFootprint(role, node, n, pinned).and(entering));
        others[role][stands] = futures.computeIfAbsent(pinned, this::futuresGiven);
    }

    private static boolean candidate(OpKind kind) {
        return switch (kind) {
            case LOAD, LOAD_IS, STORE, XCHG, CMPXCHG, ADD, ADD_RETURN, DEC_AND_TEST, INC_NOT_ZERO, ADD_UNLESS, DEC_IF_POSITIVE, ENTER, LEAVE, RCU_LOCK,
                    RCU_UNLOCK, PREEMPT_OFF, PREEMPT_ON, FENCE -> true;
            case ATOMIC_SET, LOCK, TRYLOCK, UNLOCK, WAIT, ALLOC, FREE, FREE_RCU, SYNC_BEGIN, SYNC_END, CHOICE, SCHEDULE, FRONTIER, VIOLATION, DONE -> false;
        };
    }

    private int number(Footprint footprint) {
        Integer known = numbers.putIfAbsent(footprint, distinct.size());
        if (known == null) {
            distinct.add(footprint);
            return distinct.size() - 1;
        }
        return known;
    }

    private Footprint ownFootprint(int role, Node node, int n, long pinned) {
        Footprint all = footprints.of(role, node);
        int c = counters.indexOf(node.op().cell());
        boolean above = c >= 0 && (pinned & 1L << c) != 0 && Counters.uniformAboveZero(node.op());
        for (Edge edge : node.edges()) {
            boolean stays = above && counters.bound(c, role, n) + node.op().kind().delta(edge.observed(), node.op().a()) >= 1;
            boolean passedOver = !reductions.asks(Condition.COUNTER_STAYS_ABOVE_ZERO) && !Counters.possibleAboveZero(node.op(), edge.observed());
            above = above && (stays || passedOver);
        }
        return above ? all.onlyReading(footprints.object(node.op().cell(), role)) : all;
    }

    private int[][] futuresGiven(long pinned) {
        int[][] byRole = new int[world.automata().size()][];
        for (int role = 0; role < byRole.length; role++) {
            budget.check();
            budget.progress().at(Progress.Phase.REDUCING, distinct.size(), 0, 0);
            List<Node> nodes = world.automata().get(role).nodes();
            byRole[role] = new int[nodes.size()];
            Arrays.fill(byRole[role], number(Footprint.NOTHING));
            // Edges lead to smaller numbers, but for those that lead back: what comes after the head of a round is known when nothing is added any more.
            BitSet heads = world.automata().get(role).heads();
            boolean more = true;
            while (more) {
                more = false;
                for (int n = 0; n < nodes.size(); n++) {
                    int future = number(future(role, nodes.get(n), pinned, byRole[role]));
                    more |= heads.get(n) && future != byRole[role][n];
                    byRole[role][n] = future;
                }
            }
        }
        return byRole;
    }

    private Footprint future(int role, Node node, long pinned, int[] later) {
        int c = counters.indexOf(node.op().cell());
        boolean above = c >= 0 && (pinned & 1L << c) != 0;
        Footprint all = footprints.of(role, node);
        if (above && Counters.uniformAboveZero(node.op())) {
            all = all.onlyReading(footprints.object(node.op().cell(), role));
        }
        for (Edge edge : node.edges()) {
            if (!above || Counters.possibleAboveZero(node.op(), edge.observed())) {
                all = all.and(distinct.get(later[edge.target()]));
            }
        }
        return all;
    }

    /** What the operation at that visible node does, as a number; {@link #NONE} if it may not go first. */
    public int operation(int role, int node) {
        return own[role][node];
    }

    /** What threads can do from each node on, by role and node, as numbers, while another one is at the given visible node. */
    public int[][] meanwhile(int role, int node) {
        return others[role][node];
    }

    /** Whether the order of an operation and what another thread can do matters ({@link Condition#INDEPENDENT_OF_FUTURES}). */
    public boolean conflict(int operation, int future) {
        byte[] row = meet[operation];
        if (row == null) {
            row = new byte[distinct.size()];
            meet[operation] = row;
        }
        byte known = row[future];
        if (known == 0) {
            boolean conflict = reductions.asks(Condition.INDEPENDENT_OF_FUTURES) && distinct.get(operation).conflicts(distinct.get(future));
            known = conflict ? CONFLICT : INDEPENDENT;
            row[future] = known;
        }
        return known == CONFLICT;
    }
}
