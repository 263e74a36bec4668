package org.sockrace.check;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sockrace.automata.Cell;
import org.sockrace.automata.Holding;
import org.sockrace.automata.Node;
import org.sockrace.automata.World;
import org.sockrace.explore.Execution;
import org.sockrace.explore.FinalMemory;

/**
 * What must be true when nobody runs any more. What is still open keeps things alive: a table of descriptors its files, a file its dentry, and so on to
 * a socket's sock and that one's peer; a variable for kernel sockets, a module, and the kernel itself keep theirs. All else must be gone, and every
 * reference that is still counted must be one that somebody of these keeps.
 */
final class AtRest {

    /** The tables of descriptors, and the variables that hold kernel sockets: they stay. */
    static final String FILES = "files_struct";
    static final String VARIABLES = "kernel_sockets";

    /** What one thread left. */
    private record Left(Map<String, Integer> ledger, Map<Holding, Integer> books, Map<Cell, Integer> values) { }

    /** What all left. */
    private record Key(List<Integer> threads, List<Integer> contested) { }

    private final World world;
    /** Many final states differ in results only. */
    private final Map<Node, Integer> numbers = new IdentityHashMap<>();
    private final Map<Left, Integer> different = new HashMap<>();
    private final Map<Key, Optional<String>> known = new HashMap<>();

    AtRest(World world) {
        this.world = world;
    }

    /**
     * Says what is wrong with what is left, or null if nothing is.
     *
     * @param ends the last node of each thread, in the order of the threads; one without an end for a thread that was stopped
     * @param contested what the contested cells hold, in their order
     */
    String problem(List<Node> ends, List<Integer> contested) {
        Key key = new Key(ends.stream().map(this::number).toList(), contested);
        return known.computeIfAbsent(key, k -> {
            Books books = new Books(world);
            books.read(ends);
            String problem = books.problem();
            return Optional.ofNullable(problem != null ? problem : new Equations(world, new FinalMemory(world, ends, contested)).problem());
        }).orElse(null);
    }

    /** Says what is wrong with what that execution left, or null if nothing is. */
    static String problem(Execution execution) {
        return new AtRest(execution.world()).problem(execution.end(), execution.last().contested());
    }

    private int number(Node end) {
        if (end.end() == null) {
            return -1;
        }
        return numbers.computeIfAbsent(end, e -> different.computeIfAbsent(new Left(e.end().ledger(), e.end().books(), e.end().values()), l -> different.size()));
    }
}
