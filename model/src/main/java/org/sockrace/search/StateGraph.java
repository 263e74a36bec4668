package org.sockrace.search;

import java.util.List;
import java.util.Map;
import org.sockrace.automata.World;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Ending;
import org.sockrace.explore.Exploration;
import org.sockrace.explore.Monitor;
import org.sockrace.explore.Source;
import org.sockrace.machine.Property;

/**
 * All states of a world, and all moves between them. Nothing is left out but what exchanging identical threads makes the same, so it is a lumping: what moves
 * of one kind there are in a state, there are in each state that it stands for. There are no cycles, since each move takes a thread to a node with a smaller
 * number; states are numbered so that each move leads to a state with a larger number, and the first state is 0. Arrays are not to be changed.
 */
public final class StateGraph {

    /** Where a move leads after which the execution goes no further. */
    public static final int END = -1;

    /**
     * What a thread does.
     *
     * @param role its role
     * @param node the node at which it does so
     * @param edge the edge that follows, or -1 if the operation breaks something and nothing follows
     */
    public record Move(int role, int node, int edge) { }

    /**
     * What was searched, and the graph.
     *
     * @param exploration the claim and the findings; only if the claim is complete is there a graph
     * @param graph the graph, or null
     * @param finder what finds the states of the graph among those that a {@link Stepper} of the same world comes to, or null
     */
    public record Search(Exploration exploration, StateGraph graph, StateFinder finder) { }

    private final World world;
    private final List<Move> moves;
    private final int[] first;
    private final int[] target;
    private final int[] move;
    private final short[] broken;
    private final short[] state;
    private final Map<Integer, Ending> endings;
    private final int start;

    /** A graph of these arrays; see the methods. */
    StateGraph(World world, List<Move> moves, int[] first, int[] target, int[] move, short[] broken, short[] state, Map<Integer, Ending> endings, int start) {
        this.world = world;
        this.moves = moves;
        this.first = first;
        this.target = target;
        this.move = move;
        this.broken = broken;
        this.state = state;
        this.endings = endings;
        this.start = start;
    }

    /** Visits everything, as far as the budget allows. */
    public static Search search(Source source, List<Monitor> monitors, Budget budget) {
        GraphSearch search = new GraphSearch();
        Exploration exploration = search.explore(source, monitors, budget);
        boolean whole = exploration.claim().complete();
        return new Search(exploration, whole ? search.graph() : null, whole ? search.finder() : null);
    }

    /** The automata whose states these are. */
    public World world() {
        return world;
    }

    /** What threads do, by number. */
    public List<Move> moves() {
        return moves;
    }

    /** How many states there are. */
    public int states() {
        return first.length - 1;
    }

    /** By state: its first transition. One more entry says how many transitions there are. */
    public int[] first() {
        return first;
    }

    /** By transition: the state it leads to, or {@link #END}. */
    public int[] target() {
        return target;
    }

    /** By transition: the number of its move. */
    public int[] move() {
        return move;
    }

    /** By transition: the properties that it breaks, as a {@linkplain #mask mask}. */
    public short[] broken() {
        return broken;
    }

    /** By state: the properties that being there breaks, as a mask. */
    public short[] brokenThere() {
        return state;
    }

    /** The final states, by number. */
    public Map<Integer, Ending> endings() {
        return endings;
    }

    /** The properties that are broken before the first step, as a mask. */
    public int brokenAtStart() {
        return start;
    }

    /** The bit of a property. */
    public static int mask(Property property) {
        return 1 << property.ordinal();
    }
}
