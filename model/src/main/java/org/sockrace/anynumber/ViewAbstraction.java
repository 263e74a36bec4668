package org.sockrace.anynumber;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.sockrace.automata.Held;
import org.sockrace.automata.OpKind;
import org.sockrace.automata.World;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Claim;
import org.sockrace.explore.CutShortException;
import org.sockrace.explore.Findings;
import org.sockrace.explore.Monitor;
import org.sockrace.explore.Source;
import org.sockrace.machine.Property;
import org.sockrace.reduce.Reductions;
import org.sockrace.search.Model;
import org.sockrace.search.PackedStates;

/**
 * Finds everything that more than k identical threads can break among any number of them, and perhaps more: a view is what all share and any k of the threads;
 * from the views that there are, configurations of k + 1 threads are made whose views are all among them, and what can follow has new views, until there are no
 * more. After Abdulla, Haziza, Holik: All for the price of few (VMCAI 2013); what is added here are counters and grace periods, see {@link Guard}.
 */
public final class ViewAbstraction {

    /** Why nothing is said: something that the automata do not cover is no loop. Views of more threads may show less. */
    public static final String UNFORESEEN = "a value was reached that was not foreseen";
    /** Code is followed for so many values of a counter: automata are best built for as many threads. */
    public static final int THREADS = Configurations.VALUES;
    private static final String BROKEN = "something is broken";
    private final int role;
    private final int k;
    private final Set<String> nobodys;
    private final boolean contract;
    private final Set<Guard> dropped;

    /**
     * For any number of threads of that role.
     *
     * @param k how many of them are looked at together, at least 1
     * @param nobodys the kinds of references ({@link org.sockrace.automata.Note.Own}) that belong to no thread, whichever takes them or gives them back
     */
    public ViewAbstraction(int role, int k, Set<String> nobodys) {
        this(role, k, nobodys, true, Set.of());
    }

    /** For tests: with {@code contract}, operations that nobody else can notice are left out, as always; and some guards may be dropped. */
    ViewAbstraction(int role, int k, Set<String> nobodys, boolean contract, Set<Guard> dropped) {
        if (k < 1) {
            throw new IllegalArgumentException("k: " + k);
        }
        this.role = role;
        this.k = k;
        this.nobodys = Set.copyOf(nobodys);
        this.contract = contract;
        this.dropped = dropped.isEmpty() ? Set.of() : EnumSet.copyOf(dropped);
    }

    /**
     * Explores the views.
     *
     * @param source automata that were built for two or more threads of the role: for as many as a counter is to have room for
     * @param monitors the properties to look for, besides those that every step may break
     * @param until when one of these is broken, it is over: what else there is, is not asked
     * @param budget when to give up; giving up is a claim, not an exception
     */
    public Views explore(Source source, List<Monitor> monitors, Set<Property> until, Budget budget) {
        return explored(source, monitors, until, budget).views();
    }

    /** What was found, and the views themselves: null if they were not all computed. */
    record Explored(Views views, Pass pass) { }

    Explored explored(Source source, List<Monitor> monitors, Set<Property> until, Budget budget) {
        World world = null;
        try {
            while (true) {
                world = source.world(budget);
                if (world.automata().get(role).role().copies() < 2 && asks(Guard.BUILT_FOR_SEVERAL)) {
                    throw new IllegalArgumentException("automata of one thread say nothing of several");
                }
                Explored found = pass(world.withCopies(role, size()), source.growing(), monitors, until, budget);
                Set<Source.Unknown> unknown = found.views().findings().unknown();
                if (unknown.isEmpty() || found.pass().over() || !found.views().obstacle().isEmpty() || !asks(Guard.FOLLOWED_TO_THE_END)) {
                    return found;
                }
                if (!source.extend(unknown, budget)) {
                    return without(world, new Claim.CutShort(isLoop(world, unknown) ? Claim.CutShort.ENDLESS : UNFORESEEN));
                }
            }
        } catch (CutShortException e) {
            return without(world, new Claim.CutShort(e.getMessage()));
        } catch (OutOfMemoryError e) {
            return without(null, new Claim.CutShort(Claim.CutShort.OUT_OF_MEMORY));
        }
    }

    private static boolean isLoop(World world, Set<Source.Unknown> unknown) {
        return unknown.stream().allMatch(u -> world.node(u.role(), u.node()).op().kind() == OpKind.FRONTIER);
    }

    private boolean asks(Guard guard) {
        return !dropped.contains(guard);
    }

    private int size() {
        return asks(Guard.ROOM_FOR_ANOTHER) ? k + 1 : k;
    }

    private Model model(World world, List<Monitor> monitors, Budget budget) {
        if (!contract) {
            return new Model(world, Reductions.NONE, monitors, budget);
        }
        return asks(Guard.NOBODY_GOES_FIRST) ? Model.forSchedules(world, monitors, budget) : new Model(world, new Reductions(false, true), monitors, budget);
    }

    private Explored without(World world, Claim claim) {
        return new Explored(new Views(world, k, claim, "", world == null ? null : new Findings(world), List.of(), 0, 0, 0, Set.of(), null), null);
    }

    private Explored pass(World world, boolean growing, List<Monitor> monitors, Set<Property> until, Budget budget) {
        Findings findings = new Findings(world);
        Model model = model(world, monitors, budget);
        PackedStates states = new PackedStates(model, findings);
        Configurations configurations = new Configurations(world, role, states, model.words(), findings, nobodys, growing, dropped);
        List<Held> held = world.automata().stream().map(Held::new).toList();
        Pass pass = new Pass(configurations, new Exclusion(world, role, held, configurations), new Standstill(world, role, held, configurations), k, findings,
                until, budget, dropped);
        String obstacle = "";
        try {
            pass.run(states.initial(), model.words());
        } catch (ObstacleException e) {
            obstacle = e.getMessage();
        }
        Claim claim = !obstacle.isEmpty() ? new Claim.CutShort(obstacle) : pass.over() ? new Claim.CutShort(BROKEN) : new Claim.Proven("N");
        List<Views.Broken> broken = findings.all().stream().filter(f -> f.property() != Property.NO_DEADLOCK)
                .map(f -> new Views.Broken(f, pass.shown(f.level()))).toList();
        Views views = new Views(world, k, claim, obstacle, findings, broken, pass.views(), pass.expanded(), configurations.sharedParts(),
                claim.complete() ? pass.ends() : Set.of(), claim.complete() ? pass.waiting() : null);
        return new Explored(views, pass);
    }
}
