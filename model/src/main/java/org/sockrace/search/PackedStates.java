package org.sockrace.search;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.sockrace.automata.Cell;
import org.sockrace.automata.Edge;
import org.sockrace.automata.Node;
import org.sockrace.explore.Findings;

/**
 * Packed states taken apart and put together, and their successors: for engines that keep states in a form of their own. A state has a part for each thread,
 * which says where it stands and whose grace periods wait for it, and the shared memory. Not thread-safe.
 */
public final class PackedStates {

    private final Model model;
    private final Layout layout;
    private final Expander expander;

    /** States of that model; what their steps break goes to {@code findings}. */
    public PackedStates(Model model, Findings findings) {
        this.model = model;
        this.layout = model.layout;
        this.expander = new Expander(model, findings);
    }

    // ---- states ----------------------------------------------------------------------------------------------------------

    /** The initial states, one after the other. */
    public long[] initial() {
        return model.initial.clone();
    }

    /** The part of a thread. */
    public long part(int thread, long[] states, int at) {
        Field f = layout.blocks[thread];
        return states[at + f.word()] >>> f.shift() & f.mask();
    }

    /** Puts a thread's part into a state; threads of one role have parts of the same form. */
    public void part(int thread, long[] states, int at, long part) {
        layout.blocks[thread].set(states, at, part);
    }

    /** Those bits of a thread's part that say whether a grace period waits for it that one of these threads has begun. */
    public long waitsOf(BitSet threads, int thread) {
        long bits = 0;
        for (int row = 0; row < layout.rows.size(); row++) {
            int whose = layout.rows.get(row).thread();
            bits |= whose >= 0 && threads.get(whose) ? 1L << layout.nodeBits[thread] + row : 0;
        }
        return bits;
    }

    /** Whether a state holds the value of that cell. */
    public boolean holds(Cell cell) {
        return layout.cells.containsKey(cell);
    }

    /** The value of a counter that states hold. */
    public int counter(Cell cell, long[] states, int at) {
        return layout.cells.get(cell).get(states, at);
    }

    /** Gives a counter a value: 0 to {@link #most}. */
    public void counter(Cell cell, long[] states, int at, int value) {
        layout.cells.get(cell).set(states, at, value);
    }

    /** The largest value that a state has room for. */
    public int most(Cell cell) {
        return (int) layout.cells.get(cell).mask();
    }

    /** The automaton node whose operation a thread executes that has this part. */
    public int node(int thread, long part) {
        return model.tables[model.roleOf(thread)].original[dense(thread, part)];
    }

    private int dense(int thread, long part) {
        return (int) (part & (1L << layout.nodeBits[thread]) - 1);
    }

    // ---- steps -----------------------------------------------------------------------------------------------------------

    /** Computes all successors of a state, which must not change until the next call. */
    public void expand(long[] states, int at) {
        expander.expand(states, at);
    }

    /** How many successors the state has that was expanded last. */
    public int count() {
        return expander.count;
    }

    /** The successors, one after the other; not to be changed. */
    public long[] successors() {
        return expander.out;
    }

    /** The thread whose step leads to that successor. */
    public int mover(int successor) {
        return expander.mover[successor];
    }

    /** The edge that it takes. */
    public Edge edge(int successor) {
        int thread = mover(successor);
        RoleTable table = model.tables[model.roleOf(thread)];
        Node node = model.world.node(model.roleOf(thread), table.original[expander.node(thread)]);
        return node.edges().get(table.edge[expander.successor[successor]]);
    }

    // ---- how often -------------------------------------------------------------------------------------------------------

    /** How often each successor was taken, by role: it counts on, and may be set. */
    public long[][] taken() {
        return expander.taken;
    }

    /** How often each edge was taken, by role, node and edge. */
    public long[][][] visits() {
        return Visits.of(model, List.<long[][]>of(expander.taken));
    }

    // ---- in words --------------------------------------------------------------------------------------------------------

    /** A thread's part without numbers that depend on how many threads there are: where it stands, and which grace periods wait for it. */
    public String described(int thread, long part) {
        int role = model.roleOf(thread);
        TreeSet<String> waits = new TreeSet<>();
        for (int row = 0; row < layout.rows.size(); row++) {
            if ((part >>> layout.nodeBits[thread] + row & 1) != 0) {
                Layout.Row of = layout.rows.get(row);
                waits.add((of.thread() < 0 ? of.region().name() : model.world.threadName(of.thread())) + "/" + of.flavour());
            }
        }
        return model.tables[role].stands[dense(thread, part)] + (waits.isEmpty() ? "" : " waited for by " + waits);
    }

    /** Everything that a state says of shared memory, by name. */
    public Map<String, Integer> memory(long[] states, int at) {
        Map<String, Integer> memory = new LinkedHashMap<>();
        layout.cells.forEach((cell, field) -> memory.put(cell.id + " " + cell, field.get(states, at)));
        layout.freed.forEach((region, field) -> memory.put("freed " + region.id + " " + region, field.get(states, at)));
        layout.withdrawn.forEach((object, field) -> memory.put("withdrawn " + object, field.get(states, at)));
        return memory;
    }

    /** What the cells hold that several threads write, in the order of {@link org.sockrace.automata.Sharing#contested}. */
    public List<Integer> contested(long[] states, int at) {
        return layout.contested(states, at);
    }

    /** Where each thread stands, as automaton nodes. */
    public List<Integer> nodes(long[] states, int at) {
        List<Integer> nodes = new ArrayList<>();
        for (int t = 0; t < model.threads(); t++) {
            nodes.add(node(t, part(t, states, at)));
        }
        return nodes;
    }
}
