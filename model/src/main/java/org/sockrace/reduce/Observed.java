package org.sockrace.reduce;

import java.util.BitSet;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.sockrace.automata.Automaton;
import org.sockrace.automata.Edge;
import org.sockrace.automata.Node;
import org.sockrace.automata.Note;
import org.sockrace.automata.OpKind;
import org.sockrace.automata.World;
import org.sockrace.explore.Monitor;
import org.sockrace.explore.Observable;
import org.sockrace.explore.UnregisterContract;

/** What the monitors look at, in the automata at hand. */
final class Observed {

    private final Set<Observable> observables = EnumSet.noneOf(Observable.class);
    /** Family tables that may be withdrawn, by number. */
    private final Set<Integer> withdrawn = new HashSet<>();
    /** Modules of which it may be said that nobody is inside, by number. */
    private final Set<Integer> unloaded = new HashSet<>();
    /** By flavour: the roles that begin grace periods. */
    private final BitSet[] waiting = {new BitSet(), new BitSet()};
    private boolean freesLater;
    private final World world;
    private final boolean patient;

    Observed(World world, List<Monitor> monitors) {
        this.world = world;
        monitors.forEach(m -> observables.addAll(m.observes()));
        boolean waits = true;
        for (int role = 0; role < world.automata().size(); role++) {
            Automaton automaton = world.automata().get(role);
            for (Node node : automaton.nodes()) {
                waits &= node.op().kind() != OpKind.SYNC_END || node.op().b() != 0;
                if (node.op().kind() == OpKind.SYNC_BEGIN) {
                    waiting[node.op().a()].set(role);
                }
                freesLater |= node.op().kind() == OpKind.FREE_RCU && !world.sharing().isPrivate(node.op().region(), role);
                node.edges().forEach(this::read);
            }
            automaton.startNotes().forEach(this::read);
        }
        patient = waits;
    }

    private void read(Edge edge) {
        edge.notes().forEach(this::read);
    }

    private void read(Note note) {
        if (note instanceof Note.Registered registered && !registered.published()) {
            withdrawn.add(registered.object());
        } else if (note instanceof Note.Unloaded gone) {
            unloaded.add(gone.region().id);
        }
    }

    /** Whether every grace period waits for its readers. */
    boolean patient() {
        return patient;
    }

    /** Whether somebody looks at whether a thread of that role is a reader of that flavour: a thread does not wait for itself, but what it frees later does. */
    boolean readers(int flavour, int role) {
        BitSet others = (BitSet) waiting[flavour].clone();
        others.set(role, others.get(role) && world.automata().get(role).role().copies() > 1);
        return !others.isEmpty() || flavour == OpKind.RCU && freesLater;
    }

    /** Whether memory is kept as long as there are readers of that flavour. */
    boolean keepsMemory(int flavour) {
        return flavour == OpKind.RCU && freesLater;
    }

    /** Whether somebody looks at who is inside a module that the thread leaves on its way from one node to the other. */
    boolean leaves(Node from, Node to) {
        return observables.contains(Observable.INSIDE) && !from.inside().equals(to.inside())
                && from.inside().stream().anyMatch(module -> unloaded.contains(module) && !to.inside().contains(module));
    }

    /** Whether somebody looks at whether that edge is a look-up. */
    boolean lookup(Node node, Edge edge) {
        return observables.contains(Observable.WITHDRAWN) && UnregisterContract.looksUp(node, edge) && withdrawn.contains(edge.observed());
    }

    /** Whether somebody looks at the notes of that edge. */
    boolean notes(Edge edge) {
        return edge.notes().stream().anyMatch(n -> n instanceof Note.Registered || n instanceof Note.Unloaded);
    }
}
