package org.sockrace.semantics;

import org.sockrace.automata.Automaton;
import org.sockrace.automata.Cell;
import org.sockrace.automata.Edge;
import org.sockrace.automata.Memory;
import org.sockrace.automata.Node;
import org.sockrace.automata.Note;
import org.sockrace.automata.OpKind;
import org.sockrace.automata.World;

/** The threads of a world on a plain state, one step at a time: the one interpreter of automata that everything else is held against. Not thread-safe. */
public final class Run {

    private final World world;
    private final int[] roles;
    private final State state;
    private final int[] at;
    private final java.util.Set<Integer> withdrawn;

    /**
     * A step that was tried.
     *
     * @param result what came of it
     * @param node the node at which the thread was
     * @param edge the edge that it took, or null if it did not move, or what follows is not known
     */
    public record Step(Result result, Node node, Edge edge) { }

    /** All threads at their beginning. */
    public Run(World world) {
        this.world = world;
        this.roles = world.roles();
        this.at = new int[roles.length];
        this.withdrawn = new java.util.TreeSet<>();
        this.state = new State(roles.length, world::ownCopies);
        for (Cell cell : world.cells()) {
            for (int t = 0; t < roles.length; t++) {
                state.set(cell, t, world.initial(cell));
            }
        }
        for (Memory memory : world.memories()) {
            for (int t = 0; world.freedAtStart().get(memory.id) && t < roles.length; t++) {
                state.free(memory, t, java.util.Set.of());
            }
        }
        for (int t = 0; t < roles.length; t++) {
            Automaton automaton = world.automata().get(roles[t]);
            at[t] = automaton.start();
            automaton.startNotes().forEach(this::heed);
            state.arrive(t, node(t));
        }
    }

    private Run(Run other) {
        world = other.world;
        roles = other.roles;
        at = other.at.clone();
        withdrawn = new java.util.TreeSet<>(other.withdrawn);
        state = other.state.copy();
    }

    /** An independent copy. */
    public Run copy() {
        return new Run(this);
    }

    /**
     * The thread performs its next operation, if it can.
     *
     * @param choice what comes out if the operation is a choice; else of no meaning
     */
    public Step step(int thread, int choice) {
        Node node = node(thread);
        Result result = Semantics.perform(state, thread, node.op());
        if (result instanceof Result.Choose choose && choice < choose.alternatives()) {
            result = new Result.Observed(choice);
        }
        if (!(result instanceof Result.Observed observed)) {
            return new Step(result, node, null);
        }
        int e = node.edgeFor(observed.value());
        if (e < 0) {
            return new Step(new Result.Unknown(), node, null);
        }
        Edge edge = node.edges().get(e);
        edge.notes().forEach(this::heed);
        at[thread] = edge.target();
        state.arrive(thread, node(thread));
        return new Step(result, node, edge);
    }

    /** Whether the thread could do something, be it to break a property. */
    public boolean canMove(int thread) {
        return !copy().step(thread, 0).result().stays();
    }

    private void heed(Note note) {
        if (note instanceof Note.Registered registered) {
            if (registered.published()) {
                withdrawn.remove(registered.object());
            } else {
                withdrawn.add(registered.object());
            }
        }
    }

    // ---- looking at it -------------------------------------------------------------------------------------------------

    /** The automata. */
    public World world() {
        return world;
    }

    /** The memory, and who waits for whom. */
    public State state() {
        return state;
    }

    /** What the cells hold that several threads write, in their order. */
    public java.util.List<Integer> contested() {
        return world.sharing().contested().stream().map(cell -> state.get(cell, 0)).toList();
    }

    /** How many threads there are. */
    public int threads() {
        return roles.length;
    }

    /** The role of a thread. */
    public int role(int thread) {
        return roles[thread];
    }

    /** The number of the node at which a thread is. */
    public int number(int thread) {
        return at[thread];
    }

    /** The node at which a thread is. */
    public Node node(int thread) {
        return world.node(roles[thread], at[thread]);
    }

    /** Whether the thread has ended. */
    public boolean ended(int thread) {
        return node(thread).op().kind() == OpKind.DONE;
    }

    /** Whether the thread serves others and waits to be asked. */
    public boolean idle(int thread) {
        return world.automata().get(roles[thread]).idle().get(at[thread]);
    }

    /** What the thread would observe next; 0 if that cannot be told, because it can not be performed or was not followed at all. */
    public int observes(int thread) {
        Result result = Semantics.perform(state.copy(), thread, node(thread).op());
        return result instanceof Result.Observed observed ? observed.value() : 0;
    }

    /** Whether the family table of that number was withdrawn. */
    public boolean withdrawn(int object) {
        return withdrawn.contains(object);
    }

    /** Whether each thread that can reach the cell has one of its own. */
    public boolean ownCopy(Cell cell) {
        return cell.region.owner >= 0 && world.sharing().isPrivate(cell.region, cell.region.owner);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Run run && java.util.Arrays.equals(at, run.at) && withdrawn.equals(run.withdrawn) && state.equals(run.state);
    }

    @Override
    public int hashCode() {
        return java.util.Arrays.hashCode(at) * 31 + state.hashCode();
    }
}
