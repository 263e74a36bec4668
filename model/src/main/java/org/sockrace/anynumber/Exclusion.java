package org.sockrace.anynumber;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.sockrace.automata.Cell;
import org.sockrace.automata.Held;
import org.sockrace.automata.Node;
import org.sockrace.automata.OpKind;
import org.sockrace.automata.World;

/**
 * Which of the identical threads cannot stand where they do at the same time: two that hold the same lock. Views know of a lock that it is held, but not by
 * whom; without this, more threads in a view would have to show that those who change a list under its lock do not race. Immutable.
 */
final class Exclusion {

    private final BitSet[] held;

    /** For the threads of that role. */
    Exclusion(World world, int role) {
        List<Node> nodes = world.automata().get(role).nodes();
        Held all = new Held(world.automata().get(role));
        held = new BitSet[nodes.size()];
        BitSet locks = locks(world, role);
        Arrays.setAll(held, n -> {
            BitSet there = all.surely(n);
            there.and(locks);
            return there;
        });
    }

    /** The locks of which there is one for all threads, and that nobody gives back who does not surely hold them. */
    private static BitSet locks(World world, int role) {
        BitSet locks = new BitSet();
        world.cells().stream().filter(cell -> cell.region.owner != role).map(cell -> cell.id).forEach(locks::set);
        world.automata().forEach(automaton -> {
            Held all = new Held(automaton);
            for (int n = 0; n < automaton.nodes().size(); n++) {
                Cell cell = automaton.nodes().get(n).op().cell();
                if (cell != null && !(isLocking(automaton.nodes().get(n).op().kind()) || all.surely(n).get(cell.id)
                        && automaton.nodes().get(n).op().kind() == OpKind.UNLOCK)) {
                    locks.clear(cell.id);
                }
            }
        });
        return locks;
    }

    private static boolean isLocking(OpKind kind) {
        return kind == OpKind.LOCK || kind == OpKind.TRYLOCK;
    }

    /** Whether two of the threads that stand at these nodes would hold the same lock. */
    boolean excludes(int[] nodes) {
        for (int i = 0; i < nodes.length; i++) {
            for (int j = 0; j < i; j++) {
                if (held[nodes[i]].intersects(held[nodes[j]])) {
                    return true;
                }
            }
        }
        return false;
    }
}
