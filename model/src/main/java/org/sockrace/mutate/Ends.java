package org.sockrace.mutate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.sockrace.automata.Cell;
import org.sockrace.automata.Node;
import org.sockrace.automata.Operation;
import org.sockrace.automata.World;
import org.sockrace.explore.Ending;
import org.sockrace.explore.Exploration;
import org.sockrace.explore.FinalMemory;
import org.sockrace.explore.Finding;

/** How all executions of a scenario end: the results of each thread, what all of them count together, and what memory holds; and what is broken. */
final class Ends {

    private final World world;
    private final int[] roles;

    private Ends(World world) {
        this.world = world;
        this.roles = world.roles();
    }

    /** Those of an exploration, as texts: the same for the same, whichever thread has written a cell, or given something back. */
    static Set<String> of(Exploration exploration) {
        World world = exploration.world();
        Ends texts = new Ends(world);
        Set<String> ends = new TreeSet<>();
        exploration.findings().endings().keySet().forEach(ending -> ends.add(texts.text(ending)));
        for (Finding finding : exploration.findings().all()) {
            String what = finding.node() < 0 ? "" : told(world.node(finding.role(), finding.node()).op());
            ends.add("broken: " + finding.property() + " " + finding.role() + " " + what + " " + finding.detail());
        }
        return ends;
    }

    /** An operation without what it stores: of a pointer that is a number. */
    private static String told(Operation op) {
        return op.kind() + " " + (op.cell() == null ? op.region() : op.cell().qualifiedName()) + " " + op.order();
    }

    private String text(Ending ending) {
        List<Node> last = new ArrayList<>();
        for (int t = 0; t < roles.length; t++) {
            last.add(world.node(roles[t], ending.nodes().get(t)));
        }
        FinalMemory memory = new FinalMemory(world, last, ending.contested());
        List<String> threads = new ArrayList<>();
        Map<String, Integer> counted = new TreeMap<>();
        for (int t = 0; t < roles.length; t++) {
            Node.End end = last.get(t).end();
            threads.add(world.automata().get(roles[t]).role().name() + ": " + (end == null ? "waits" : EndText.results(end)) + " " + own(memory, t));
            if (end != null) {
                EndText.counted(end).forEach((what, n) -> counted.merge(what, n, Integer::sum));
            }
        }
        threads.sort(null);
        counted.values().removeIf(n -> n == 0);
        return threads + " " + counted + " " + shared(memory);
    }

    /** What a thread's own copies of memory hold. */
    private List<String> own(FinalMemory memory, int thread) {
        return world.cells().stream().filter(cell -> world.ownCopies(cell.region) && cell.region.owner == roles[thread])
                .filter(cell -> isChanged(memory, cell, thread)).map(cell -> cell.qualifiedName() + "=" + EndText.value(world, cell, memory.get(cell, thread)))
                .sorted().toList();
    }

    private List<String> shared(FinalMemory memory) {
        return world.cells().stream().filter(cell -> !world.ownCopies(cell.region) && isChanged(memory, cell, 0))
                .map(cell -> cell.qualifiedName() + "=" + EndText.value(world, cell, memory.get(cell, 0))).sorted().toList();
    }

    /** Whether it is still there, and holds something else than at first. Counters are told as what is counted with them. */
    private boolean isChanged(FinalMemory memory, Cell cell, int thread) {
        return cell.type != Cell.Type.COUNTER && memory.there(cell.region, thread) && memory.get(cell, thread) != world.initial(cell);
    }
}
