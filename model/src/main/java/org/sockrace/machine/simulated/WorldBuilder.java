package org.sockrace.machine.simulated;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sockrace.automata.Automaton;
import org.sockrace.automata.Node;
import org.sockrace.automata.OpKind;
import org.sockrace.automata.Operation;
import org.sockrace.automata.World;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Execution;
import org.sockrace.explore.ModelTooLargeException;
import org.sockrace.explore.Source;

/**
 * Makes the automata of a scenario's threads, on a machine whose set-up is done. Which values a cell may hold, who may write it, and which memory others can
 * reach is not known at first: automata are built again until nothing new is learned, those at least that were built on something else.
 *
 * <p>A {@link #complete} world covers every observation that is possible, and many that are not; a world {@link #onDemand} begins with what a few runs of
 * the code observe, and grows by what an engine reaches. Not thread-safe.
 */
public final class WorldBuilder implements Source {

    /** A loop that is passed more often than this is taken for one that may never end. */
    public static final int MOST_UNROLLING = 31;
    /** What a {@link OpKind#FRONTIER} ends: a loop that is not followed further, or the rounds of an endless program. */
    static final int LOOP = 0;
    static final int ROUND = 1;
    /** So many rounds of an endless program are followed one by one: few scenarios need more. */
    static final int MANY_ROUNDS = 8;
    /** Rounds that lead back see all that there is to be seen before automata have grown so often. */
    private static final int MOST_GROWTH = 200;
    private static final int MOST_ROLES = 60;
    private static final int MOST_PASSES = 10_000;
    private final SimulatedMachine machine;
    private final List<ThreadProgram> programs;
    /** By role; null to follow whatever a cell may hold. */
    private final List<Observations> seen;
    /** Whether it was seen before what threads observe, so that nobody need run them to find out. */
    private final boolean known;
    private final List<Map<LocalState.Key, Trail>> trails = new ArrayList<>();
    private World world;
    private int unrolling = 1;
    /** By role: how many rounds of an endless program are followed. */
    private final int[] rounds;
    /** The roles whose rounds lead back, and those whose rounds do not, though it was tried. */
    private final BitSet folded = new BitSet();
    private final BitSet unfoldable = new BitSet();
    /** Whether loops inside calls lead back, and whether that led nowhere. */
    private boolean loops;
    private boolean loopsFail;
    private int passes;
    /** By role: the automaton that was built last, or null. */
    private final Built[] built;
    /** How often the automata were made larger since a role was folded. */
    private int since;

    private WorldBuilder(SimulatedMachine machine, List<ThreadProgram> programs, List<Observations> seen, boolean known) {
        if (programs.size() > MOST_ROLES) {
            throw new ModelTooLargeException("more than " + MOST_ROLES + " threads");
        }
        this.machine = machine;
        this.programs = List.copyOf(programs);
        this.seen = seen;
        this.known = known;
        this.built = new Built[programs.size()];
        this.rounds = new int[programs.size()];
        Arrays.fill(rounds, 1);
        programs.forEach(p -> trails.add(new HashMap<>()));
        machine.knowledge.begin(this.programs);
    }

    /** Automata that follow every value that a cell may hold. */
    public static WorldBuilder complete(SimulatedMachine machine, List<ThreadProgram> programs) {
        return new WorldBuilder(machine, programs, null, false);
    }

    /** Automata that follow what is seen. */
    public static WorldBuilder onDemand(SimulatedMachine machine, List<ThreadProgram> programs) {
        return onDemand(machine, programs, Experience.NONE);
    }

    /** Automata that follow what is seen, or was seen by the same threads on another machine. */
    public static WorldBuilder onDemand(SimulatedMachine machine, List<ThreadProgram> programs, Experience before) {
        boolean known = before.isOf(programs);
        List<Observations> seen = new ArrayList<>();
        for (int r = 0; r < programs.size(); r++) {
            int role = r;
            seen.add(new Observations(known ? (op, at, values) -> before.recall(machine, role, op, at, values) : (op, at, values) -> true));
        }
        WorldBuilder builder = new WorldBuilder(machine, programs, seen, known);
        if (known) {
            builder.unrolling = before.unrolling();
            System.arraycopy(before.rounds(), 0, builder.rounds, 0, builder.rounds.length);
        }
        return builder;
    }

    /** What has been seen so far, for another machine with the same threads. */
    public Experience experience() {
        return Experience.of(machine, programs, seen, unrolling, rounds);
    }

    /**
     * What the threads find when they begin, in words that another machine with the same programs understands: where it is the same, and the code that threads
     * run too, they do the same. It is long; null if it cannot be told.
     */
    public String start() {
        return StartText.of(machine, programs);
    }

    /** How often a history may pass the same operation on the same cell at the same place. */
    public int unrolling() {
        return unrolling;
    }

    /** How often the automata were built, until nothing new was learned. */
    public int passes() {
        return passes;
    }

    @Override
    public World world(Budget budget) {
        if (world == null) {
            build(budget);
        }
        return world;
    }

    @Override
    public boolean growing() {
        return seen != null;
    }

    @Override
    public boolean extend(Collection<Unknown> unknown, Budget budget) {
        boolean more = false;
        boolean further = false;
        for (Unknown u : unknown) {
            Node node = world.node(u.role(), u.node());
            if (node.op().kind() == OpKind.FRONTIER && node.op().a() == ROUND) {
                more |= rounds[u.role()] < MOST_UNROLLING;
                rounds[u.role()] = Math.min(2 * rounds[u.role()], MOST_UNROLLING);
            } else if (node.op().kind() == OpKind.FRONTIER) {
                further = true;
            } else if (seen != null) {
                // It may have been seen elsewhere before: the automaton has no edge for it all the same.
                seen.get(u.role()).add(node.op(), node.at(), u.observed());
                more = true;
            } else {
                throw new IllegalStateException(programs.get(u.role()).name() + " observes " + u.observed() + " at " + node.op()
                        + ", which its complete automaton has no edge for");
            }
        }
        if (further && unrolling < MOST_UNROLLING) {
            unrolling++;
            more = true;
        }
        if (more) {
            build(budget);
        }
        return more;
    }

    /**
     * The same, but rounds that have become many are followed as ones that lead back to the first of them, where nothing tells them apart. It is undone where
     * it leads nowhere: if a counter could be raised in each round, or ever new values are seen; then there is no end.
     */
    @Override
    public boolean extendRound(Collection<Unknown> unknown, Budget budget) {
        BitSet more = new BitSet();
        boolean moreLoops = false;
        for (Unknown u : unknown) {
            Operation op = world.node(u.role(), u.node()).op();
            boolean frontier = op.kind() == OpKind.FRONTIER;
            if (frontier && op.a() == ROUND && rounds[u.role()] >= MANY_ROUNDS && !unfoldable.get(u.role())) {
                more.set(u.role());
            }
            moreLoops |= frontier && op.a() == LOOP && unrolling >= MANY_ROUNDS && !loops && !loopsFail;
        }
        BitSet failed = new BitSet();
        failed.or(more);
        failed.and(folded);
        more.andNot(folded);
        if (++since > MOST_GROWTH) {
            failed.or(folded);
            loopsFail |= loops;
        }
        if (!more.isEmpty() || moreLoops) {
            folded.or(more);
            loops |= moreLoops;
            since = 0;
        } else if (!failed.isEmpty() || loops && loopsFail) {
            unfold(failed);
            loops &= !loopsFail;
        } else {
            return extend(unknown, budget);
        }
        build(budget);
        return true;
    }

    private void unfold(BitSet roles) {
        folded.andNot(roles);
        unfoldable.or(roles);
        roles.stream().forEach(role -> rounds[role] = MOST_UNROLLING);
    }

    /** Whether some loop of the automata is not followed to its end. */
    public boolean cutOff() {
        return world(Budget.NONE).automata().stream().flatMap(a -> a.nodes().stream())
                .anyMatch(n -> n.op().kind() == OpKind.FRONTIER && n.op().a() == LOOP);
    }

    /** Follows loops further than before. */
    public void unrollFurther() {
        unrolling++;
        build(Budget.NONE);
    }

    /** Runs the threads' code itself along an execution of the present automata. */
    public LiveRun live(Execution execution) {
        if (execution.world() != world) {
            throw new IllegalArgumentException("an execution of other automata");
        }
        return new LiveRun(machine, programs, execution);
    }

    /** The automaton of a role, and for what it was built. */
    private record Built(Automaton automaton, RoleBuilder.Reach reach) { }

    /** The automaton of that role: the one that was built last, if the code would do the same again. */
    private Automaton automaton(int role, Budget budget) {
        RoleBuilder.Reach reach = new RoleBuilder.Reach(unrolling, rounds[role], folded.get(role), loops);
        Observations observed = seen == null ? null : seen.get(role);
        boolean same = built[role] != null && built[role].reach().equals(reach) && !machine.knowledge.misled(role)
                && (observed == null || !observed.outdated());
        if (!same) {
            built[role] = null;
            machine.knowledge.begin(role);
            if (observed != null) {
                observed.begin();
            }
            built[role] = new Built(new RoleBuilder(machine, programs.get(role), role, observed, trails.get(role), reach, budget).build(), reach);
        }
        return built[role].automaton();
    }

    private void build(Budget budget) {
        try {
            if (world == null && seen != null && !known) {
                new Walker(machine, programs, seen, budget).walk();
            }
            List<Automaton> automata = new ArrayList<>();
            boolean unfolded;
            do {
                machine.knowledge.news();
                if (++passes > MOST_PASSES) {
                    throw new ModelTooLargeException("threads store ever new values: what a cell may hold has no end");
                }
                automata.clear();
                for (int role = 0; role < programs.size(); role++) {
                    automata.add(automaton(role, budget));
                }
                unfolded = unbounded(automata);
                if (!unfolded) {
                    machine.knowledge.learnMaxima(automata);
                }
            } while (machine.knowledge.news() || unfolded);
            world = world(List.copyOf(automata));
        } finally {
            machine.interpreter = machine.setup;
        }
    }

    /** Whether a thread that goes round could raise a counter each time: then how many rounds there were does matter, and it is followed as before. */
    private boolean unbounded(List<Automaton> automata) {
        BitSet failed = new BitSet();
        for (int role = 0; role < automata.size(); role++) {
            failed.set(role, !Increments.bounded(automata.get(role)));
        }
        if (!failed.isEmpty()) {
            loopsFail |= loops;
            loops = false;
            failed.and(folded);
            unfold(failed);
            return true;
        }
        return false;
    }

    private World world(List<Automaton> automata) {
        int[] initial = machine.cells.stream().mapToInt(machine::initial).toArray();
        return new World(automata, List.copyOf(machine.cells), List.copyOf(machine.regions), initial, machine.freedAtStart(), machine.ledger(),
                Map.copyOf(machine.books()), machine.objects.all(), machine.knowledge.sharing());
    }
}
