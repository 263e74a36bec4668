package org.sockrace.search;

import java.util.ArrayList;
import java.util.List;
import org.sockrace.machine.Property;
import org.sockrace.machine.simulated.OpKind;

/**
 * Computes the successors of a state. One for each worker; not thread-safe. Allocates nothing while it runs, except when it finds something.
 */
final class Expander {

    private static final int INITIAL_ROOM = 64;
    private final Model model;
    private final int words;
    private final int threads;
    private final Field[] blocks;
    private final int[] nodeBits;
    private final RoleTable[] table;
    private final int[] role;
    private final Findings findings;
    private final RaceWatch races;

    // successors of the last expanded state
    long[] out;
    int count;
    int[] mover = new int[INITIAL_ROOM];
    int[] successor = new int[INITIAL_ROOM];

    // the state being expanded
    private long[] state;
    private int base;
    private boolean moved;

    Expander(Model model, Findings findings) {
        this.model = model;
        this.findings = findings;
        this.words = model.words();
        this.threads = model.threads();
        this.blocks = model.layout.blocks;
        this.nodeBits = model.layout.nodeBits;
        this.role = model.layout.roleOf;
        this.table = new RoleTable[threads];
        for (int t = 0; t < threads; t++) {
            table[t] = model.tables[role[t]];
        }
        this.races = new RaceWatch(model);
        this.out = new long[INITIAL_ROOM * words];
    }

    /** Computes all successors of the state at {@code from}; reports what is broken, and final states. */
    void expand(long[] states, int from) {
        state = states;
        base = from;
        count = 0;
        moved = false;
        if (model.ample != null && expandAmple()) {
            return;
        }
        boolean unfinished = false;
        for (int t = 0; t < threads; t++) {
            long block = block(t);
            int node = (int) (block & (1L << nodeBits[t]) - 1);
            int flags = table[t].flags[node];
            if ((flags & RoleTable.ENDED) == 0) {
                unfinished |= (flags & RoleTable.IDLE) == 0;
                step(t, node, block);
            }
        }
        if (!moved) {
            stuck(unfinished);
        }
        if (races.possible()) {
            races.look(this, findings);
        }
    }

    /** Expands one thread alone if its next operation may go first; tells whether there is one. */
    private boolean expandAmple() {
        AmpleSets ample = model.ample;
        for (int t = 0; t < threads; t++) {
            int node = node(t);
            Footprint operation = ample.operation(role[t], node);
            boolean first = operation != null;
            for (int u = 0; first && u < threads; u++) {
                first = u == t || !operation.conflicts(ample.meanwhile(role[t], node, role[u], node(u)));
            }
            if (first) {
                step(t, node, block(t));
                return true;
            }
        }
        return false;
    }

    /** Computes the successors by one thread alone; reports what it breaks. */
    void expand(long[] states, int from, int thread) {
        state = states;
        base = from;
        count = 0;
        moved = false;
        long block = block(thread);
        int node = (int) (block & (1L << nodeBits[thread]) - 1);
        if ((table[thread].flags[node] & RoleTable.ENDED) == 0) {
            step(thread, node, block);
        }
    }

    /** The node of a thread in the state being expanded. */
    int node(int thread) {
        return (int) (block(thread) & (1L << nodeBits[thread]) - 1);
    }

    private long block(int t) {
        Field f = blocks[t];
        return state[base + f.word()] >>> f.shift() & f.mask();
    }

    private void step(int t, int node, long block) {
        RoleTable tab = table[t];
        Field freed = tab.freed[node];
        if (freed != null && freed.get(state, base) != 0 && !graceLeft(tab, node)) {
            touchedFreed(t, node);
            return;
        }
        OpKind kind = tab.kind[node];
        Field cell = tab.cell[node];
        int old = cell == null ? 0 : cell.get(state, base);
        switch (kind) {
            case LOAD -> take(t, node, block, old, cell, old);
            case LOAD_IS -> take(t, node, block, cell == null ? 0 : kind.observed(old, tab.a[node], 0), cell, old);
            case STORE, XCHG -> take(t, node, block, old, cell, tab.a[node]);
            case CMPXCHG -> take(t, node, block, old, cell, old == tab.a[node] ? tab.b[node] : old);
            case ADD, ATOMIC_SET, ADD_RETURN, DEC_AND_TEST, INC_NOT_ZERO, ADD_UNLESS, DEC_IF_POSITIVE -> counter(t, node, block, kind, cell, old);
            case LOCK, WAIT -> block(t, node, block, kind, cell, old);
            case FREE -> take(t, node, block, 0, freed, 1);
            case FREE_RCU -> freeLater(t, node, block, freed);
            case SYNC_BEGIN -> beginGracePeriod(t, node, block);
            case SYNC_END -> endGracePeriod(t, node, block);
            case CHOICE -> chooseEach(t, node, block);
            case VIOLATION -> {
                moved = true;
                broken(t, tab.original[node]);
            }
            case FRONTIER -> {
                findings.reachedFrontier();
                moved = true;
            }
            default -> take(t, node, block, 0, cell, 0);
        }
    }

    private void block(int t, int node, long block, OpKind kind, Field cell, int old) {
        if (kind == OpKind.LOCK ? old == 0 : holds(table[t].terms[node])) {
            take(t, node, block, 0, kind == OpKind.LOCK ? cell : null, 1);
        }
    }

    private void chooseEach(int t, int node, long block) {
        for (int i = 0; i < table[t].a[node]; i++) {
            take(t, node, block, i, null, 0);
        }
    }

    private void touchedFreed(int t, int node) {
        moved = true;
        RoleTable tab = table[t];
        var op = model.world.automata().get(role[t]).nodes().get(tab.original[node]).op();
        boolean module = model.world.isModule(op.cell() != null ? op.cell().region : op.region());
        findings.stopped(new Breakage(module ? Property.NO_USE_AFTER_UNLOAD : Property.NO_USE_AFTER_FREE, role[t], tab.original[node], ""));
    }

    private void counter(int t, int node, long block, OpKind kind, Field cell, int old) {
        RoleTable tab = table[t];
        if (cell == null) {
            take(t, node, block, 0, null, 0);
            return;
        }
        int value = kind.after(old, tab.a[node], tab.b[node]);
        if (value < 0) {
            moved = true;
            findings.stopped(new Breakage(Property.REFCOUNT_RANGE, role[t], tab.original[node], ""));
            return;
        }
        take(t, node, block, kind.observed(old, tab.a[node], tab.b[node]) - tab.lowest[node], cell, value);
    }

    private boolean holds(RoleTable.Term[] terms) {
        for (RoleTable.Term term : terms) {
            if (term.holds(state, base)) {
                return true;
            }
        }
        return false;
    }

    private void beginGracePeriod(int t, int node, long block) {
        int first = count;
        take(t, node, block, 0, null, 0);
        int row = rowOf(t, table[t].a[node]);
        int flag = table[t].a[node] == OpKind.RCU ? RoleTable.READER : RoleTable.SCHED_READER;
        markReaders(first, row, flag, t);
    }

    /** In the successors from that one on, every thread that is reading now, except one, is waited for. */
    private void markReaders(int first, int row, int flag, int except) {
        for (int u = 0; u < threads; u++) {
            if (u != except && (table[u].flags[node(u)] & flag) != 0) {
                Field f = blocks[u];
                for (int i = first; i < count; i++) {
                    out[i * words + f.word()] |= 1L << f.shift() + nodeBits[u] + row;
                }
            }
        }
        for (int i = first; i < count; i++) {
            model.symmetry.canonicalise(out, i * words);
        }
    }

    private void endGracePeriod(int t, int node, long block) {
        int row = rowOf(t, table[t].a[node]);
        if (!waitedFor(row)) {
            take(t, node, block, 0, null, 0);
        } else if (table[t].b[node] == 0) {
            moved = true;
            findings.stopped(new Breakage(Property.GRACE_PERIOD, role[t], table[t].original[node], ""));
        }
    }

    /** Whether freed memory is still there, because somebody who was reading when it was given back still is. */
    private boolean graceLeft(RoleTable tab, int node) {
        int row = tab.freedAfter[node];
        return row >= 0 && tab.kind[node] != OpKind.FREE_RCU && waitedFor(row);
    }

    private boolean waitedFor(int row) {
        for (int u = 0; u < threads; u++) {
            if ((block(u) >>> nodeBits[u] + row & 1) != 0) {
                return true;
            }
        }
        return false;
    }

    private void freeLater(int t, int node, long block, Field freed) {
        int first = count;
        take(t, node, block, 0, freed, 1);
        int row = table[t].freedAfter[node];
        if (row >= 0) {
            markReaders(first, row, RoleTable.READER, -1);
        }
    }

    private int rowOf(int thread, int flavour) {
        List<Layout.Row> rows = model.layout.rows;
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).thread() == thread && rows.get(i).flavour() == flavour) {
                return i;
            }
        }
        throw new IllegalStateException("no row for thread " + thread);
    }

    /** Adds the successors for one observation. */
    private void take(int t, int node, long block, int raw, Field cell, int value) {
        RoleTable tab = table[t];
        int[] rows = tab.rows[node];
        int at = (tab.flags[node] & RoleTable.FIXED) != 0 ? 0 : raw;
        if (at + 1 >= rows.length || rows[at] == rows[at + 1]) {
            throw new IllegalStateException("thread " + t + " observes something its automaton has no edge for: " + tab.kind[node] + " " + raw);
        }
        moved = true;
        findings.took(role[t], rows[at]);
        for (int s = rows[at]; s < rows[at + 1]; s++) {
            emit(t, block, tab, s, cell, value);
        }
    }

    private void emit(int t, long block, RoleTable tab, int s, Field cell, int value) {
        int target = tab.target[s];
        OpKind next = tab.kind[target];
        if (next == OpKind.VIOLATION) {
            broken(t, tab.original[target]);
            // While the thread is still on its way there, by local operations, the others may break something too.
            if (tab.entered[s] == tab.stands[target]) {
                return;
            }
        }
        if (count == mover.length) {
            grow();
        }
        int at = count * words;
        for (int w = 0; w < words; w++) {
            out[at + w] = state[base + w];
        }
        if (cell != null) {
            cell.set(out, at, value);
        }
        blocks[t].set(out, at, target | block & tab.keep[s]);
        if (tab.effect[s] != 0) {
            effects(t, model.effects[tab.effect[s]], at);
        }
        model.symmetry.canonicalise(out, at);
        mover[count] = t;
        successor[count] = s;
        count++;
    }

    private void broken(int t, int node) {
        Property property = model.world.automata().get(role[t]).nodes().get(node).broken();
        findings.stopped(new Breakage(property, role[t], node, ""));
    }

    private void effects(int t, Effect[] effects, int at) {
        for (Effect effect : effects) {
            switch (effect.kind()) {
                case WITHDRAWN -> effect.field().set(out, at, 1);
                case PUBLISHED -> effect.field().set(out, at, 0);
                case LOOKED_UP -> {
                    if (effect.field().get(state, base) != 0) {
                        findings.broken(new Breakage(Property.UNREGISTER_CONTRACT, role[t], table[t].original[node(t)], "looked up"));
                    }
                }
                case UNLOADED -> {
                    for (int u = 0; u < threads; u++) {
                        var there = model.world.automata().get(role[u]).nodes().get(table[u].stands[node(u)]);
                        if (u != t && there.inside().contains(effect.region().id)) {
                            findings.broken(new Breakage(Property.UNREGISTER_CONTRACT, role[u], table[u].original[node(u)], "inside"));
                        }
                    }
                }
            }
        }
    }

    private void stuck(boolean unfinished) {
        if (unfinished) {
            findings.stopped(new Breakage(Property.NO_DEADLOCK, -1, -1, waiting()));
            return;
        }
        List<Integer> nodes = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            int node = node(t);
            nodes.add((table[t].flags[node] & RoleTable.ENDED) != 0 ? table[t].original[node] : -1);
        }
        findings.ended(nodes);
    }

    /** Who is waiting where, as role:node pairs. */
    private String waiting() {
        StringBuilder where = new StringBuilder();
        for (int t = 0; t < threads; t++) {
            if ((table[t].flags[node(t)] & RoleTable.ENDED) == 0) {
                where.append(where.isEmpty() ? "" : " ").append(t).append(':').append(table[t].original[node(t)]);
            }
        }
        return where.toString();
    }

    private void grow() {
        mover = java.util.Arrays.copyOf(mover, 2 * count);
        successor = java.util.Arrays.copyOf(successor, 2 * count);
        out = java.util.Arrays.copyOf(out, 2 * count * words);
    }
}
