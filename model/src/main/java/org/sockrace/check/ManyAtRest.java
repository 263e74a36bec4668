package org.sockrace.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.sockrace.anynumber.Views;
import org.sockrace.automata.Automaton;
import org.sockrace.automata.Cell;
import org.sockrace.automata.Held;
import org.sockrace.automata.Holding;
import org.sockrace.automata.Node;
import org.sockrace.automata.World;
import org.sockrace.explore.Ending;
import org.sockrace.explore.FinalMemory;

/**
 * What is left at rest, of any number of identical threads ({@link AtRest}). Views show one of them and what all share when all have ended. Nothing is wrong
 * however many there are if nothing is wrong
 *
 * <ul>
 * <li>with what the others left, and none of the many: then what these add to any sum must be zero;
 * <li>with what the others and one of the many left: then what that one added is zero, and whatever it keeps is there;
 * </ul>
 *
 * and if none of the many changes what is there of the memory that all share, or what that keeps: else what one of them is missing another one might provide.
 *
 * <p>A view does not say where the rest of the many are. If a lock is held in it that nobody may hold who has ended, somebody of them has not.
 */
final class ManyAtRest {

    private final Views views;
    private final String thread;
    private final int role;
    /** With two of the many, so that each has its own copy of its memory. */
    private final World world;
    private final AtRest atRest;
    private final List<Held> held;
    /** The places of locks among the contested cells. */
    private final int[] locks;

    /** Of views whose claim is complete. */
    ManyAtRest(Views views, AnyNumber many) {
        this.views = views;
        this.thread = many.thread();
        this.role = many.role();
        this.world = views.world().withCopies(role, 2);
        this.atRest = new AtRest(world);
        this.held = world.automata().stream().map(Held::new).toList();
        List<Cell> contested = world.sharing().contested();
        this.locks = IntStream.range(0, contested.size()).filter(c -> contested.get(c).isLock() && world.initial(contested.get(c)) == 0).toArray();
    }

    /** Says what may be wrong with what is left, or null if nothing is, however many threads there are. */
    String problem() {
        for (Cell cell : world.cells()) {
            if (world.sharing().writer(cell) == role && !world.ownCopies(cell.region)) {
                return thread + " alone writes " + cell.qualifiedName();
            }
        }
        for (Ending end : views.ends()) {
            String problem = isNotTheEnd(end) ? null : problem(end);
            if (problem != null) {
                return problem;
            }
        }
        return null;
    }

    /** Whether somebody must be on his way who is not in the view. */
    private boolean isNotTheEnd(Ending end) {
        return Arrays.stream(locks).anyMatch(c -> end.contested().get(c) != 0 && nobodyWhoEndedHolds(world.sharing().contested().get(c)));
    }

    private boolean nobodyWhoEndedHolds(Cell lock) {
        for (int r = 0; r < held.size(); r++) {
            Automaton automaton = world.automata().get(r);
            Held of = held.get(r);
            if (automaton.ended().stream().anyMatch(n -> of.holds(n, lock))) {
                return false;
            }
        }
        return true;
    }

    private String problem(Ending end) {
        Node one = world.node(role, end.nodes().get(end.nodes().size() - 1));
        Node none = world.node(role, world.automata().get(role).start());
        List<Node> without = nodes(end, none, none);
        String problem = atRest.problem(without, end.contested());
        if (problem == null) {
            problem = atRest.problem(nodes(end, one, none), end.contested());
        }
        return problem != null ? problem : provided(one, new FinalMemory(world, without, end.contested()));
    }

    /** What that thread provides for others, or needs of what they have given back; null if nothing. */
    private String provided(Node one, FinalMemory others) {
        for (Map.Entry<Holding, Integer> entry : one.end().books().entrySet()) {
            Holding line = entry.getKey();
            boolean shared = !world.ownCopies(line.object());
            boolean taken = line.kind().equals(Holding.OBJECT) && shared;
            boolean keeps = line.keeper() != null && !world.ownCopies(line.keeper());
            boolean gone = shared && !taken && !others.there(line.object(), 0);
            if (entry.getValue() != 0 && (taken || keeps || gone)) {
                return taken ? thread + " takes or gives back " + line.object() + ", for all of them"
                        : keeps ? thread + " changes what " + line.keeper() + " keeps, for all of them" : thread + " has a reference to " + line.object();
            }
        }
        return null;
    }

    /** Where the threads stand if the two of the many stand there; one that has not ended leaves nothing. */
    private List<Node> nodes(Ending end, Node first, Node second) {
        List<Node> nodes = new ArrayList<>();
        Iterator<Integer> others = end.nodes().iterator();
        boolean placed = false;
        for (int r : world.roles()) {
            nodes.add(r != role ? world.node(r, others.next()) : placed ? second : first);
            placed |= r == role;
        }
        return nodes;
    }
}
