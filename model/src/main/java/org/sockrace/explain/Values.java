package org.sockrace.explain;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import org.sockrace.automata.Cell;
import org.sockrace.automata.Memory;
import org.sockrace.automata.OpKind;
import org.sockrace.automata.Operation;
import org.sockrace.machine.Region;

/** What the cells that an execution touches hold after each of its steps, which memory is there, who is a reader and who has which references. */
final class Values {

    private static final String NOT_TAKEN = "not there yet";
    private static final String FREED = "FREED";
    private static final String THREADS = "threads";
    private static final String MEMORY = "memory";

    private final History history;
    private final Map<String, Timeline.Variable> variables = new LinkedHashMap<>();
    /** The cells that were followed: their number, and the thread if each has its own. */
    private final Set<List<Integer>> seen = new HashSet<>();

    Values(History history) {
        this.history = history;
    }

    List<Timeline.Variable> variables() {
        for (int n = 1; n <= history.size(); n++) {
            int thread = history.step(n).thread();
            Operation op = history.step(n).node().op();
            if (op.cell() != null) {
                cell(op.cell(), thread);
            }
            if (op.kind() == OpKind.ALLOC || op.kind().frees()) {
                memory(op.region(), thread);
            }
        }
        readers();
        references();
        return List.copyOf(variables.values());
    }

    /** What identical threads have a copy of each is named with the thread. */
    private String prefix(Memory memory, int thread) {
        return history.ownCopies(memory) ? history.name(thread) + " " : "";
    }

    private void cell(Cell cell, int thread) {
        if (!seen.add(List.of(cell.id, history.ownCopies(cell.region) ? thread : -1))) {
            return;
        }
        String group = cell.region.kind() == Region.Kind.IMAGE ? "kernel" : cell.region.name();
        int taken = taken(cell.region, thread);
        follow(prefix(cell.region, thread) + group, prefix(cell.region, thread) + cell.qualifiedName(), n -> taken > n ? NOT_TAKEN
                : cell.show(history.after(n).state().get(cell, thread)));
    }

    private void memory(Memory memory, int thread) {
        int taken = taken(memory, thread);
        follow(MEMORY, prefix(memory, thread) + memory.name(), n -> taken > n ? NOT_TAKEN
                : history.after(n).state().gone(memory, thread) ? FREED
                : history.after(n).state().freed(memory, thread) ? "to be freed" : "there");
    }

    /** The first step that takes memory from a slab, or 0 if it was there before. */
    private int taken(Memory memory, int thread) {
        return history.all(s -> s.node().op().kind() == OpKind.ALLOC && s.node().op().region() == memory
                && (s.thread() == thread || !history.ownCopies(memory))).stream().findFirst().orElse(0);
    }

    private void readers() {
        follow(THREADS, "RCU readers", n -> {
            Set<String> readers = new TreeSet<>();
            for (int t = 0; t < history.threads(); t++) {
                if (history.reader(t, n)) {
                    readers.add(history.name(t));
                }
            }
            return readers.isEmpty() ? "nobody" : String.join(", ", readers);
        });
    }

    private void references() {
        for (int t = 0; t < history.threads(); t++) {
            for (String counter : history.counters(t)) {
                int[] owned = history.ownedAfter(t, counter);
                follow(THREADS, "references of " + history.name(t) + " to " + counter, n -> String.valueOf(owned[n]));
            }
        }
    }

    private void follow(String group, String name, IntFunction<String> value) {
        if (variables.containsKey(group + "\n" + name)) {
            return;
        }
        List<Timeline.Value> values = new ArrayList<>();
        for (int n = 0; n <= history.size(); n++) {
            String now = value.apply(n);
            if (values.isEmpty() || !values.get(values.size() - 1).text().equals(now)) {
                values.add(new Timeline.Value(n, now));
            }
        }
        variables.put(group + "\n" + name, new Timeline.Variable(group, name, values));
    }
}
