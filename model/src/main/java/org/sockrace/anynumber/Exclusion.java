package org.sockrace.anynumber;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.sockrace.automata.Held;
import org.sockrace.automata.Node;
import org.sockrace.automata.OpKind;
import org.sockrace.automata.Operation;
import org.sockrace.automata.World;

/**
 * Which of the identical threads cannot stand where they do at the same time: two that hold the same lock. Views know of a lock that it is held, but not by
 * whom; without this, more threads in a view would have to show that those who change a list under its lock do not race.
 */
final class Exclusion {

    private final Configurations configurations;
    /** By node: the locks that one of them who stands there holds. */
    private final BitSet[] locks;

    /** For the threads of that role; {@code held} is by role. */
    Exclusion(World world, int role, List<Held> held, Configurations configurations) {
        this.configurations = configurations;
        BitSet exclusive = exclusive(world, role, held);
        locks = new BitSet[world.automata().get(role).nodes().size()];
        Arrays.setAll(locks, n -> held.get(role).surely(n));
        Arrays.stream(locks).forEach(there -> there.and(exclusive));
    }

    /** The locks of which there is one for all threads, and that nobody gives back who does not surely hold them. */
    private static BitSet exclusive(World world, int role, List<Held> held) {
        BitSet locks = new BitSet();
        world.cells().stream().filter(cell -> cell.region.owner != role).forEach(cell -> locks.set(cell.id));
        for (int r = 0; r < held.size(); r++) {
            List<Node> nodes = world.automata().get(r).nodes();
            for (int n = 0; n < nodes.size(); n++) {
                Operation op = nodes.get(n).op();
                boolean locking = op.kind() == OpKind.LOCK || op.kind() == OpKind.TRYLOCK;
                if (op.cell() != null && !locking && !(op.kind() == OpKind.UNLOCK && held.get(r).surely(n).get(op.cell().id))) {
                    locks.clear(op.cell().id);
                }
            }
        }
        return locks;
    }

    /** Whether two of the threads with these locals would hold the same lock. */
    boolean excludes(int[] locals) {
        for (int i = 1; i < locals.length; i++) {
            BitSet one = locks(locals[i]);
            for (int j = 0; j < i && !one.isEmpty(); j++) {
                if (one.intersects(locks(locals[j]))) {
                    return true;
                }
            }
        }
        return false;
    }

    private BitSet locks(int local) {
        return locks[configurations.nodeOf(configurations.firstMember(), configurations.partOfLocal(local))];
    }
}
