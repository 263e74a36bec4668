package org.sockrace.check;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
    private final AnyNumber many;
    private final String thread;
    private final int role;
    /** With two of the many, so that each has its own copy of its memory. */
    private final World world;
    private final AtRest atRest;
    /** The places, among the contested cells, of the locks that nobody may hold who has ended. */
    private final int[] freeAtLast;

    /** Of views whose claim is complete. */
    ManyAtRest(Views views, AnyNumber many) {
        this.views = views;
        this.many = many;
        this.thread = many.thread();
        this.role = many.role();
        this.world = views.world().withCopies(role, 2);
        this.atRest = new AtRest(world);
        List<Cell> contested = world.sharing().contested();
        List<Cell> mayBeHeld = world.automata().stream().flatMap(automaton -> heldAtLast(automaton, contested)).toList();
        this.freeAtLast = IntStream.range(0, contested.size())
                .filter(c -> contested.get(c).isLock() && world.initial(contested.get(c)) == 0 && !mayBeHeld.contains(contested.get(c))).toArray();
    }

    /** Which of the cells are locks that threads may hold that have ended. */
    private static Stream<Cell> heldAtLast(Automaton automaton, List<Cell> cells) {
        Held held = new Held(automaton);
        return cells.stream().filter(Cell::isLock).filter(lock -> automaton.ended().stream().anyMatch(node -> held.holds(node, lock)));
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
        return Arrays.stream(freeAtLast).anyMatch(c -> end.contested().get(c) != 0);
    }

    private String problem(Ending end) {
        Node one = world.node(role, end.nodes().get(end.nodes().size() - 1));
        // One that has not ended leaves nothing.
        Node none = world.node(role, world.automata().get(role).start());
        List<Node> without = many.nodes(world, end, List.of(none, none));
        String problem = atRest.problem(without, end.contested());
        if (problem == null) {
            problem = atRest.problem(many.nodes(world, end, List.of(one, none)), end.contested());
        }
        return problem != null ? problem : provided(one, new FinalMemory(world, without, end.contested()));
    }

    /** What that thread provides for others, or needs of what they have given back, the first in the alphabet: books have no order. Null if nothing. */
    private String provided(Node one, FinalMemory others) {
        return one.end().books().entrySet().stream().filter(line -> line.getValue() != 0).map(line -> provided(line.getKey(), others)).filter(Objects::nonNull)
                .min(Comparator.naturalOrder()).orElse(null);
    }

    private String provided(Holding line, FinalMemory others) {
        boolean shared = !world.ownCopies(line.object());
        if (line.keeper() != null && !world.ownCopies(line.keeper())) {
            return thread + " changes what " + line.keeper() + " keeps, for all of them";
        }
        if (shared && line.kind().equals(Holding.OBJECT)) {
            return thread + " takes or gives back " + line.object() + ", for all of them";
        }
        return shared && !others.there(line.object(), 0) ? thread + " has a reference to " + line.object() : null;
    }
}
