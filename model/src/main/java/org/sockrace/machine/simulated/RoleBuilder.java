package org.sockrace.machine.simulated;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Builds the automaton of one role: its segments, with nodes of equal futures merged as they are completed. */
final class RoleBuilder {

    /** More local states than this are not built: the scenario is too large. */
    private static final int MOST_HISTORIES = 3_000_000;

    final World world;
    final ThreadProgram program;
    final int id;
    final RoleMemory memory;
    private final List<Node> nodes = new ArrayList<>();
    private final Map<Node, Integer> numbers = new HashMap<>();
    private final Map<LocalState.Key, SegmentRun.Entry> segments = new HashMap<>();
    private int histories;

    RoleBuilder(World world, ThreadProgram program, int id) {
        this.world = world;
        this.program = program;
        this.id = id;
        this.memory = new RoleMemory(world, id);
    }

    Automaton build() {
        SegmentRun.Entry start = segment(new LocalState(program.variables()));
        return new Automaton(program, List.copyOf(nodes), start.node(), start.notes(), histories);
    }

    /** Where a thread in this state, between two calls, begins. */
    SegmentRun.Entry segment(LocalState state) {
        state.tidy(program, id, world.machine.cells);
        if (state.calls == program.calls().size()) {
            return new SegmentRun.Entry(end(state), List.of());
        }
        LocalState.Key key = state.key();
        SegmentRun.Entry entry = segments.get(key);
        if (entry == null) {
            entry = new SegmentRun(this, state).explore();
            segments.put(key, entry);
        }
        return entry;
    }

    private int end(LocalState state) {
        Map<Integer, Integer> results = new HashMap<>();
        for (int v : program.observed()) {
            results.put(v, state.variables[v]);
        }
        return merge(new Node(Operation.of(OpKind.DONE),
                Frame.Stack.NONE, false, false, Set.of(), List.of(), new Node.End(results, Map.copyOf(state.ledger)), null));
    }

    /** The number of this node, or of the one that has the same future. */
    int merge(Node node) {
        Integer known = numbers.get(node);
        if (known != null) {
            return known;
        }
        numbers.put(node, nodes.size());
        nodes.add(node);
        return nodes.size() - 1;
    }

    void countHistory() {
        if (++histories > MOST_HISTORIES) {
            throw new ModelTooLargeException("thread " + program.name() + " has more than " + MOST_HISTORIES
                    + " histories: use fewer calls or fewer faults");
        }
    }
}
