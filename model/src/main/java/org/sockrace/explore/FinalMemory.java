package org.sockrace.explore;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.sockrace.automata.Cell;
import org.sockrace.automata.Holding;
import org.sockrace.automata.Memory;
import org.sockrace.automata.Node;
import org.sockrace.automata.World;
import org.sockrace.machine.Region;

/** What memory holds in one final state: which regions are there, and the values of their cells; of counters it knows nothing. Not thread-safe. */
public final class FinalMemory {

    private final World world;
    private final List<Node> ends;
    private final int[] roles;
    /** By role: its first thread. */
    private final int[] first;
    private final Map<Cell, Integer> contested = new HashMap<>();

    /**
     * The memory of a final state.
     *
     * @param ends the last node of each thread; one without an end for a thread that was stopped: what it alone wrote is not known
     * @param values what the contested cells hold, in their order
     */
    public FinalMemory(World world, List<Node> ends, List<Integer> values) {
        this.world = world;
        this.ends = ends;
        this.roles = world.roles();
        this.first = new int[world.automata().size()];
        for (int r = 1; r < first.length; r++) {
            first[r] = first[r - 1] + world.automata().get(r - 1).role().copies();
        }
        List<Cell> cells = world.sharing().contested();
        for (int c = 0; c < cells.size(); c++) {
            contested.put(cells.get(c), values.get(c));
        }
    }

    /** The threads that have a copy of that memory; one, of no meaning, if all share it. */
    public int[] copies(Memory memory) {
        return world.ownCopies(memory) ? IntStream.range(0, roles.length).filter(t -> roles[t] == memory.owner).toArray() : new int[] {0};
    }

    /** Whether the memory is there: it was taken and not given back. Of copies the one that belongs to that thread is meant. */
    public boolean there(Memory memory, int thread) {
        if (memory.kind() == Region.Kind.IMAGE) {
            return true;
        }
        Holding line = Holding.of(memory);
        int taken = world.initialBooks().getOrDefault(line, 0);
        for (int t = 0; t < ends.size(); t++) {
            boolean counts = !world.ownCopies(memory) || t == thread;
            taken += counts && ends.get(t).end() != null ? ends.get(t).end().books().getOrDefault(line, 0) : 0;
        }
        return taken > 0;
    }

    /** The value of a cell; of copies the one that belongs to that thread is meant. */
    public int get(Cell cell, int thread) {
        Integer value = contested.get(cell);
        int writer = world.sharing().writer(cell);
        if (writer >= 0) {
            Node end = ends.get(world.ownCopies(cell.region) ? thread : first[writer]);
            value = end.end() == null ? null : end.end().values().get(cell);
        }
        return value == null ? world.initial(cell) : value;
    }
}
