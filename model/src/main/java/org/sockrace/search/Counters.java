package org.sockrace.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sockrace.machine.simulated.Automaton;
import org.sockrace.machine.simulated.Cell;
import org.sockrace.machine.simulated.Edge;
import org.sockrace.machine.simulated.Node;
import org.sockrace.machine.simulated.OpKind;
import org.sockrace.machine.simulated.Operation;
import org.sockrace.machine.simulated.World;

/**
 * Lower bounds of reference counters: a counter is its initial value and what each thread has added, and what a thread that is at a given node has added is
 * at least the minimum over all its ways to that node. So a thread that holds a reference proves, by where it stands alone, that the counter is not zero.
 */
final class Counters {

    private static final int UNREACHED = Integer.MAX_VALUE / 2;
    private final World world;
    final List<Cell> counters = new ArrayList<>();
    /** For each counter and role, the least that a thread has added at each node. */
    private final List<int[][]> added = new ArrayList<>();

    Counters(World world, Layout layout) {
        this.world = world;
        for (Cell cell : layout.cells.keySet()) {
            if (additive(cell)) {
                counters.add(cell);
                int[][] byRole = new int[world.automata().size()][];
                for (int role = 0; role < byRole.length; role++) {
                    byRole[role] = least(world.automata().get(role), cell);
                }
                added.add(byRole);
            }
        }
    }

    /** Whether the cell is a counter that is only ever added to. */
    private boolean additive(Cell cell) {
        boolean counted = false;
        for (Automaton automaton : world.automata()) {
            for (Node node : automaton.nodes()) {
                if (node.op().cell() == cell) {
                    counted |= node.op().kind().onCounter();
                    if (node.op().kind() == OpKind.ATOMIC_SET || !node.op().kind().onCounter() && node.op().kind() != OpKind.LOAD_IS) {
                        return false;
                    }
                }
            }
        }
        return counted;
    }

    private static int[] least(Automaton automaton, Cell cell) {
        int[] least = new int[automaton.nodes().size()];
        Arrays.fill(least, UNREACHED);
        least[automaton.start()] = 0;
        for (int n = least.length - 1; n >= 0; n--) {
            Node node = automaton.nodes().get(n);
            for (Edge edge : node.edges()) {
                int delta = node.op().cell() == cell ? node.op().kind().delta(edge.observed(), node.op().a()) : 0;
                if (least[n] < UNREACHED) {
                    least[edge.target()] = Math.min(least[edge.target()], least[n] + delta);
                }
            }
        }
        return least;
    }

    /** The least value of a counter while a thread of that role is at that node, wherever all others are. */
    int bound(int counter, int role, int node) {
        int bound = counters.get(counter).initial() + added.get(counter)[role][node];
        for (int r = 0; r < world.automata().size(); r++) {
            int others = world.automata().get(r).program().copies() - (r == role ? 1 : 0);
            bound += others * Math.min(0, Arrays.stream(added.get(counter)[r]).min().orElse(0));
        }
        return bound;
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
            default -> true;
        };
    }

    /** Whether, as long as the counter is at least one before and after it, the operation always comes out the same way. */
    static boolean uniformAboveZero(Node node) {
        long targets = node.edges().stream().filter(e -> possibleAboveZero(node.op(), e.observed())).mapToInt(Edge::target).distinct().count();
        return targets <= 1 && (node.op().kind() != OpKind.ADD_UNLESS || node.op().b() == 0)
                && (node.op().kind() != OpKind.LOAD_IS || node.op().a() == 0);
    }
}
