package org.sockrace.weak.world;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.sockrace.automata.Automaton;
import org.sockrace.automata.Cell;
import org.sockrace.automata.Edge;
import org.sockrace.automata.Node;
import org.sockrace.automata.World;
import org.sockrace.weak.world.Actions.Shape;

/**
 * Makes identical threads take turns: of executions that become each other by exchanging them one is visited. Each role of several threads has a cell that all
 * write by atomic operations only, so that who writes it after others has read, one from the other, what all those have written. What it holds tells, besides
 * its value, which of the threads have written it. The first thread of a role may write it at any time, each other one only after the one before it: until then
 * it waits, as for a lock. Every execution is, its threads exchanged, one in which nobody waits so: those that write the cell come first, in the order in which
 * they do. To the explorer this is a program like any other, of which it misses nothing; the memory model sees neither values nor who waits.
 */
final class Turns {

    /** Nobody takes turns. */
    static final Turns NONE = new Turns();

    private static final int MOST_THREADS = Integer.SIZE - 1;
    private static final long VALUE = 0xFFFF_FFFFL;

    /** By thread: the cell; null if it does not take turns. */
    private final List<Cell> cells = new ArrayList<>();
    /** By thread: the bit of the thread that comes before it; 0 for the first. */
    private final List<Integer> after = new ArrayList<>();
    private final Set<Cell> told = new LinkedHashSet<>();

    private Turns() { }

    /** The turns of a world. */
    Turns(World world) {
        int[] roles = world.roles();
        for (int t = 0; t < roles.length && roles.length <= MOST_THREADS; t++) {
            Automaton automaton = world.automata().get(roles[t]);
            Cell cell = automaton.role().copies() > 1 ? cell(world, automaton) : null;
            cells.add(cell);
            after.add(t > 0 && roles[t - 1] == roles[t] ? 1 << t - 1 : 0);
            if (cell != null) {
                told.add(cell);
            }
        }
    }

    /** The cell for which its threads take turns: the first that they come to; null if there is none. */
    private static Cell cell(World world, Automaton automaton) {
        BitSet met = new BitSet();
        Deque<Integer> open = new ArrayDeque<>(List.of(automaton.start()));
        met.set(automaton.start());
        while (!open.isEmpty()) {
            Node node = automaton.nodes().get(open.remove());
            if (Actions.shape(node.op()) == Shape.ATOMIC && !world.ownCopies(node.op().cell().region) && isAtomic(world, node.op().cell())) {
                return node.op().cell();
            }
            for (Edge edge : node.edges()) {
                if (!met.get(edge.target())) {
                    met.set(edge.target());
                    open.add(edge.target());
                }
            }
        }
        return null;
    }

    /** Whether nobody writes the cell but by atomic operations. */
    private static boolean isAtomic(World world, Cell cell) {
        return world.automata().stream().flatMap(a -> a.nodes().stream()).map(Node::op)
                .noneMatch(op -> op.cell() == cell && Actions.writes(op) && Actions.shape(op) != Shape.ATOMIC);
    }

    /** What the cell holds before anybody has written it. */
    long initial(Cell cell, int value) {
        return told.contains(cell) ? value & VALUE : value;
    }

    /** Whether the thread may not yet write the cell, of which it has read that. */
    boolean isEarly(int thread, Cell cell, long read) {
        if (!told.contains(cell) || cells.get(thread) != cell) {
            return false;
        }
        return (read >>> Integer.SIZE & after.get(thread)) != after.get(thread);
    }

    /** What the cell holds when the thread, which has read that, has written the value. */
    long written(int thread, Cell cell, long read, int value) {
        if (!told.contains(cell)) {
            return value;
        }
        long wrote = read >>> Integer.SIZE | (cells.get(thread) == cell ? 1L << thread : 0);
        return wrote << Integer.SIZE | value & VALUE;
    }
}
