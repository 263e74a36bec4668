package org.sockrace.reduce;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.sockrace.automata.Automaton;
import org.sockrace.automata.Cell;
import org.sockrace.automata.Edge;
import org.sockrace.automata.Node;
import org.sockrace.automata.OpKind;
import org.sockrace.automata.Operation;
import org.sockrace.automata.World;

/**
 * Lower bounds of reference counters: a counter is its initial value and what each thread has added, and what a thread that is at a given node has added is
 * at least the minimum over all its ways to that node. So a thread that holds a reference proves, by where it stands alone, that the counter is not zero.
 */
public final class Counters {

    /** So many counters are used; the others are treated like any cell. */
    static final int MOST = Long.SIZE;
    private static final int UNREACHED = Integer.MAX_VALUE / 2;
    private final World world;
    private final Reductions reductions;
    private final List<Cell> counters = new ArrayList<>();
    /** For each counter and role, the least that a thread has added at each node. */
    private final List<int[][]> added = new ArrayList<>();
    /** For each counter and role, the least that a thread has added wherever it is, 0 or less. */
    private final List<int[]> worst = new ArrayList<>();

    Counters(World world, Reductions reductions) {
        this.world = world;
        this.reductions = reductions;
        for (Cell cell : shared()) {
            int[][] byRole = counters.size() < MOST && additive(cell) ? least(cell) : null;
            if (byRole != null) {
                counters.add(cell);
                added.add(byRole);
                worst.add(Arrays.stream(byRole).mapToInt(least -> Math.min(0, Arrays.stream(least).min().orElse(0))).toArray());
            }
        }
    }

    /** The counters that more than one thread may use, in order of creation. */
    private List<Cell> shared() {
        Set<Cell> found = new LinkedHashSet<>();
        for (int role = 0; role < world.automata().size(); role++) {
            for (Node node : world.automata().get(role).nodes()) {
                Cell cell = node.op().cell();
                if (cell != null && cell.type == Cell.Type.COUNTER && !world.sharing().isPrivate(cell.region, role)) {
                    found.add(cell);
                }
            }
        }
        return found.stream().sorted(java.util.Comparator.comparingInt(c -> c.id)).toList();
    }

    /** The place of a counter in the list, or -1. */
    int indexOf(Cell cell) {
        return cell == null || cell.type != Cell.Type.COUNTER ? -1 : counters.indexOf(cell);
    }

    int size() {
        return counters.size();
    }

    /** Whether the cell is a counter that is only ever added to, and compared with zero. */
    private boolean additive(Cell cell) {
        for (Automaton automaton : world.automata()) {
            for (Node node : automaton.nodes()) {
                Operation op = node.op();
                boolean comparing = op.kind() == OpKind.LOAD_IS && op.a() == 0;
                if (op.cell() == cell && (op.kind() == OpKind.ATOMIC_SET || !op.kind().onCounter() && !comparing)
                        || op.kind() == OpKind.WAIT && op.condition().terms().stream().anyMatch(term -> term.cell() == cell && term.value() != 0)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** By role and node; null if a thread that goes round can take off more each time. */
    private int[][] least(Cell cell) {
        int[][] byRole = new int[world.automata().size()][];
        for (int role = 0; role < byRole.length; role++) {
            byRole[role] = least(world.automata().get(role), cell);
            if (byRole[role] == null) {
                return null;
            }
        }
        return byRole;
    }

    private static int[] least(Automaton automaton, Cell cell) {
        int[] least = new int[automaton.nodes().size()];
        Arrays.fill(least, UNREACHED);
        least[automaton.start()] = 0;
        int heads = automaton.heads().cardinality();
        for (int pass = 0; pass <= heads + 1; pass++) {
            if (!spread(automaton, cell, least) || heads == 0) {
                return least;
            }
        }
        return null;
    }

    /** One way through all nodes, against their numbers, as edges lead but for those back; tells whether something became less. */
    private static boolean spread(Automaton automaton, Cell cell, int[] least) {
        boolean less = false;
        for (int n = least.length - 1; n >= 0; n--) {
            Node node = automaton.nodes().get(n);
            for (Edge edge : node.edges()) {
                int delta = node.op().cell() == cell ? node.op().kind().delta(edge.observed(), node.op().a()) : 0;
                if (least[n] < UNREACHED && least[n] + delta < least[edge.target()]) {
                    least[edge.target()] = least[n] + delta;
                    less = true;
                }
            }
        }
        return less;
    }

    /** The least value of a counter while a thread of that role is at that node, wherever all others are ({@link Condition#REFERENCE_IS_HELD}). */
    int bound(int counter, int role, int node) {
        int bound = world.initial(counters.get(counter)) + added.get(counter)[role][node];
        for (int r = 0; r < world.automata().size(); r++) {
            int others = world.automata().get(r).role().copies() - (r == role ? 1 : 0);
            bound += reductions.asks(Condition.REFERENCE_IS_HELD) ? others * worst.get(counter)[r] : 0;
        }
        return bound;
    }

    /** Whether nobody can take the counter below zero, in whatever order the threads go ({@link Condition#ADDITIONS_END_NOTHING}). */
    boolean neverNegative(Cell cell) {
        int counter = indexOf(cell);
        if (counter < 0) {
            return false;
        }
        int least = world.initial(cell);
        for (int r = 0; r < world.automata().size(); r++) {
            least += reductions.asks(Condition.ADDITIONS_END_NOTHING) ? world.automata().get(r).role().copies() * worst.get(counter)[r] : 0;
        }
        return least >= 0;
    }

    /** Whether the operation can come out so although the counter is at least one before and after it. */
    static boolean possibleAboveZero(Operation op, int observed) {
        return switch (op.kind()) {
            case INC_NOT_ZERO -> observed == 1;
            case ADD_UNLESS -> op.b() != 0 || observed == 1;
            case DEC_IF_POSITIVE -> observed == 0;
            case DEC_AND_TEST -> observed == 0;
            case ADD_RETURN -> observed >= 1;
            case LOAD_IS -> op.a() != 0 || observed == 0;
            case LOAD, STORE, XCHG, CMPXCHG, ATOMIC_SET, ADD, LOCK, TRYLOCK, UNLOCK, WAIT, ENTER, LEAVE, ALLOC, FREE, FREE_RCU, RCU_LOCK, RCU_UNLOCK,
                    PREEMPT_OFF, PREEMPT_ON, SYNC_BEGIN, SYNC_END, CHOICE, FENCE, SCHEDULE, FRONTIER, VIOLATION, DONE -> true;
        };
    }

    /** Whether, as long as the counter is at least one before and after it, the operation always comes out the same way. */
    public static boolean uniformAboveZero(Operation op) {
        return switch (op.kind()) {
            case INC_NOT_ZERO, DEC_IF_POSITIVE, DEC_AND_TEST, ADD -> true;
            case ADD_UNLESS -> op.b() == 0;
            case LOAD_IS -> op.a() == 0;
            case LOAD, STORE, XCHG, CMPXCHG, ATOMIC_SET, ADD_RETURN, LOCK, TRYLOCK, UNLOCK, WAIT, ENTER, LEAVE, ALLOC, FREE, FREE_RCU, RCU_LOCK, RCU_UNLOCK,
                    PREEMPT_OFF, PREEMPT_ON, SYNC_BEGIN, SYNC_END, CHOICE, FENCE, SCHEDULE, FRONTIER, VIOLATION, DONE -> false;
        };
    }
}
