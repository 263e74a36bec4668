package org.sockrace.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sockrace.automata.Cell;
import org.sockrace.automata.Note;
import org.sockrace.automata.World;
import org.sockrace.explore.Budget;
import org.sockrace.explore.DataRaces;
import org.sockrace.explore.Ending;
import org.sockrace.explore.Monitor;
import org.sockrace.explore.UnregisterContract;
import org.sockrace.reduce.AmpleSets;
import org.sockrace.reduce.Contraction;
import org.sockrace.reduce.Reductions;
import org.sockrace.reduce.Symmetry;

/**
 * The transition system of a world, compiled for searching: tables of operations and the layout of packed states. Immutable, so all workers share it.
 */
public final class Model {

    final World world;
    final Reductions reductions;
    final Layout layout;
    final List<Contraction> contractions;
    final RoleTable[] tables;
    final Effect[][] effects;
    final BlockSort symmetry;
    /** Which operations may go first; null if that is not to be used. */
    final AmpleSets ample;
    /** The data races to look for, or null. */
    final DataRaces races;
    /** Whether executions may go on for ever. */
    final boolean goesRound;
    /** The initial states, one after the other. */
    final long[] initial;

    /**
     * Compiles the world.
     *
     * @throws org.sockrace.explore.CutShortException if the budget is used up meanwhile
     */
    public Model(World world, Reductions reductions, List<Monitor> monitors, Budget budget) {
        this(world, reductions, reductions.partialOrder(), monitors, budget);
    }

    /**
     * Compiles the world for looking for schedules with few preemptions: local operations are left out, but no thread is made to go first, because that would
     * add preemptions.
     */
    public static Model forSchedules(World world, List<Monitor> monitors, Budget budget) {
        return new Model(world, new Reductions(false, true), false, monitors, budget);
    }

    /**
     * The same without exchanging identical threads: its states are packed in the same way.
     *
     * @throws org.sockrace.explore.CutShortException if the budget is used up meanwhile
     */
    Model ofEachThread(List<Monitor> monitors, Budget budget) {
        return symmetric() ? new Model(world, new Reductions(false, reductions.partialOrder(), reductions.dropped()), monitors, budget) : this;
    }

    private Model(World world, Reductions reductions, boolean ampleSets, List<Monitor> monitors, Budget budget) {
        this.world = world;
        this.reductions = reductions;
        int roles = world.automata().size();
        int[] visible = new int[roles];
        budget.check();
        contractions = Contraction.of(world, reductions, monitors);
        for (int r = 0; r < roles; r++) {
            visible[r] = TableBuilder.visible(contractions.get(r), world.automata().get(r).nodes().size());
        }
        layout = new Layout(world, contractions, visible);
        tables = new RoleTable[roles];
        List<Effect[]> found = new ArrayList<>();
        found.add(null);
        int[][] starts = new int[roles][];
        boolean contract = monitors.stream().anyMatch(UnregisterContract.class::isInstance);
        for (int r = 0; r < roles; r++) {
            budget.check();
            TableBuilder builder = new TableBuilder(world, r, contractions.get(r), layout, found, contract);
            tables[r] = builder.build();
            starts[r] = builder.starts();
        }
        effects = found.toArray(Effect[][]::new);
        symmetry = BlockSort.of(layout, Symmetry.roles(world, reductions));
        ample = ampleSets && world.threads() > 1 ? new AmpleSets(world, contractions, reductions, monitors, budget) : null;
        races = races(monitors);
        goesRound = world.goesRound();
        initial = initialStates(starts);
    }

    private static DataRaces races(List<Monitor> monitors) {
        DataRaces races = null;
        for (Monitor monitor : monitors) {
            if (monitor instanceof DataRaces wanted) {
                races = wanted;
            } else if (!(monitor instanceof UnregisterContract)) {
                throw new IllegalArgumentException("the packed search has no form of the monitor of " + monitor.property().id());
            }
        }
        return races;
    }

    /** The node of its automaton at which each thread is about to do something in the state that lies there. */
    int[] stands(long[] states, int at) {
        int[] stands = new int[threads()];
        for (int t = 0; t < stands.length; t++) {
            stands[t] = tables[roleOf(t)].original[ScheduleWriter.node(this, t, states, at)];
        }
        return stands;
    }

    /** The state that lies there, as a final one. */
    Ending ending(long[] states, int at) {
        return new Ending(Arrays.stream(stands(states, at)).boxed().toList(), layout.contested(states, at));
    }

    /** Whether the thread has ended in that state, or serves others and waits to be asked. */
    boolean rests(int thread, long[] states, int at) {
        return (tables[roleOf(thread)].flags[ScheduleWriter.node(this, thread, states, at)] & (RoleTable.ENDED | RoleTable.IDLE)) != 0;
    }

    /** How many longs a packed state takes. */
    public int words() {
        return layout.words();
    }

    /** The initial states, one after the other. */
    public long[] initial() {
        return initial.clone();
    }

    /** How many threads there are. */
    public int threads() {
        return layout.roleOf.length;
    }

    /** The role of a thread. */
    public int roleOf(int thread) {
        return layout.roleOf[thread];
    }

    /** The automata that it was compiled from. */
    public World world() {
        return world;
    }

    /** A number that is another one, very likely, for a model whose states or steps are others; the same one in every process. */
    public long print() {
        return Print.of(this);
    }

    /** Whether some threads are interchangeable. */
    public boolean symmetric() {
        return symmetry.active();
    }

    private long[] initialStates(int[][] starts) {
        int words = words();
        long[] base = new long[words];
        layout.cells.forEach((cell, field) -> field.set(base, 0, representation(cell)));
        layout.freed.forEach((region, field) -> field.set(base, 0, world.freedAtStart().get(region.id) ? 1 : 0));
        for (int role : layout.roleOf) {
            for (Note note : world.automata().get(role).startNotes()) {
                if (note instanceof Note.Registered reg && layout.withdrawn.containsKey(reg.object())) {
                    layout.withdrawn.get(reg.object()).set(base, 0, reg.published() ? 0 : 1);
                }
            }
        }
        List<long[]> states = new ArrayList<>(List.of(base));
        for (int t = 0; t < threads(); t++) {
            List<long[]> more = new ArrayList<>();
            for (long[] state : states) {
                for (int start : starts[roleOf(t)]) {
                    long[] next = state.clone();
                    layout.blocks[t].set(next, 0, start);
                    more.add(next);
                }
            }
            states = more;
        }
        long[] all = new long[states.size() * words];
        for (int i = 0; i < states.size(); i++) {
            symmetry.canonicalise(states.get(i), 0);
            System.arraycopy(states.get(i), 0, all, i * words, words);
        }
        return all;
    }

    private int representation(Cell cell) {
        int[] domain = world.sharing().domain(cell);
        if (domain == null) {
            return world.initial(cell);
        }
        for (int i = 0; i < domain.length; i++) {
            if (domain[i] == world.initial(cell)) {
                return i;
            }
        }
        throw new IllegalStateException("initial value of " + cell + " is not among its values");
    }
}
