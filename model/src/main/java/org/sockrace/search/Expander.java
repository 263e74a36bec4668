package org.sockrace.search;

import java.util.Arrays;
import org.sockrace.automata.OpKind;
import org.sockrace.explore.Findings;
import org.sockrace.machine.Property;

/**
 * Computes the successors of a packed state: {@link org.sockrace.semantics.Semantics}, compiled. One for each worker; not thread-safe. Allocates nothing
 * while it runs, except when it finds something.
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
    /** By thread and flavour: the row of its grace periods. */
    private final int[][] rows;
    /** Which threads may go first; null if none may. */
    private final Ample ample;
    private final Findings findings;
    private final RaceWatch races;
    private final Effects effects;
    /** How often each successor was taken, by role. */
    final long[][] taken;

    // successors of the last expanded state
    long[] out;
    int count;
    int[] mover = new int[INITIAL_ROOM];
    int[] successor = new int[INITIAL_ROOM];

    // the state being expanded
    private long[] state;
    private int base;
    /** Whether some thread could do something. */
    private boolean moved;
    /** Whether a step ended the execution, or left what the automata cover. */
    boolean ended;

    Expander(Model model, Findings findings) {
        this.model = model;
        this.findings = findings;
        this.words = model.words();
        this.threads = model.threads();
        this.blocks = model.layout.blocks;
        this.nodeBits = model.layout.nodeBits;
        this.role = model.layout.roleOf;
        this.table = new RoleTable[threads];
        this.rows = new int[threads][];
        for (int t = 0; t < threads; t++) {
            table[t] = model.tables[role[t]];
            rows[t] = new int[] {model.layout.row(t, OpKind.RCU), model.layout.row(t, OpKind.SCHED)};
        }
        this.taken = Arrays.stream(model.tables).map(t -> new long[t.target.length]).toArray(long[][]::new);
        this.races = new RaceWatch(model);
        this.effects = new Effects(model, findings);
        this.out = new long[INITIAL_ROOM * words];
        this.ample = model.ample == null ? null : new Ample(model, this);
    }

    /** Computes all successors of the state at {@code from}; reports what is broken, and final states. */
    void expand(long[] states, int from) {
        begin(states, from);
        int first = ample == null ? -1 : ample.thread();
        if (first >= 0) {
            step(first, node(first), block(first));
            if (!ended || !ample.endingIsNotAmple) {
                return;
            }
        }
        boolean unfinished = false;
        for (int t = 0; t < threads; t++) {
            long block = block(t);
            int node = (int) (block & (1L << nodeBits[t]) - 1);
            int flags = table[t].flags[node];
            if ((flags & RoleTable.ENDED) == 0) {
                unfinished |= (flags & RoleTable.IDLE) == 0;
                if (t != first) {
                    step(t, node, block);
                }
            }
        }
        if (!moved) {
            stuck(unfinished);
        }
        if (races.possible()) {
            races.look(this, findings);
        }
    }

    /** Computes the successors by one thread alone; reports what it breaks. */
    void expand(long[] states, int from, int thread) {
        begin(states, from);
        long block = block(thread);
        int node = (int) (block & (1L << nodeBits[thread]) - 1);
        if ((table[thread].flags[node] & RoleTable.ENDED) == 0) {
            step(thread, node, block);
        }
    }

    /** Whether that thread can move in the state that was expanded last: if so, a step of another one preempts it. */
    boolean moves(int thread) {
        for (int i = 0; i < count; i++) {
            if (mover[i] == thread) {
                return true;
            }
        }
        return false;
    }

    private void begin(long[] states, int from) {
        state = states;
        base = from;
        count = 0;
        moved = false;
        ended = false;
    }

    /** The node of a thread in the state being expanded. */
    int node(int thread) {
        return (int) (block(thread) & (1L << nodeBits[thread]) - 1);
    }

    /** A field of the state being expanded. */
    int value(Field field) {
        return field.get(state, base);
    }

    private long block(int t) {
        Field f = blocks[t];
        return state[base + f.word()] >>> f.shift() & f.mask();
    }

    private void step(int t, int node, long block) {
        RoleTable tab = table[t];
        int before = count;
        if (gone(tab, node)) {
            stopped(tab.module[node] ? Property.NO_USE_AFTER_UNLOAD : Property.NO_USE_AFTER_FREE, t, node);
        } else if ((tab.flags[node] & RoleTable.BROKEN) != 0) {
            broken(t, tab.original[node]);
        } else {
            perform(t, node, block, tab, tab.freed[node]);
        }
        for (int i = before; i < count; i++) {
            pass(t, tab, i * words);
            model.symmetry.canonicalise(out, i * words);
        }
    }

    /** The thread goes on at once, as long as what it does next is an ample set by itself and nobody could look at it before. */
    private void pass(int t, RoleTable tab, int at) {
        if (ample == null) {
            return;
        }
        Field f = blocks[t];
        long block = out[at + f.word()] >>> f.shift() & f.mask();
        int node = (int) (block & (1L << nodeBits[t]) - 1);
        while ((tab.flags[node] & RoleTable.PASSABLE) != 0 && ample.may(t, node)) {
            int[] successors = tab.rows[node];
            boolean there = tab.freed[node] == null || tab.freed[node].get(out, at) == 0;
            if (!there || successors.length != 2 || successors[1] != successors[0] + 1 || tab.effect[successors[0]] != 0) {
                return;
            }
            taken[role[t]][successors[0]]++;
            node = tab.target[successors[0]];
            block = node | block & tab.keep[successors[0]];
            f.set(out, at, block);
        }
    }

    /** Tells whether it could be tried at all: the value is not used, but a switch with one must answer for every kind. */
    private boolean perform(int t, int node, long block, RoleTable tab, Field freed) {
        OpKind kind = tab.kind[node];
        Field cell = tab.cell[node];
        int old = cell == null ? 0 : cell.get(state, base);
        return switch (kind) {
            case LOAD -> take(t, node, block, old, null, 0);
            case LOAD_IS -> take(t, node, block, cell == null ? 0 : kind.observed(old, tab.a[node], 0), null, 0);
            case STORE, XCHG, UNLOCK -> take(t, node, block, old, cell, kind == OpKind.UNLOCK ? 0 : tab.a[node]);
            case CMPXCHG -> take(t, node, block, old, cell, old == tab.a[node] ? tab.b[node] : old);
            case ADD, ATOMIC_SET, ADD_RETURN, DEC_AND_TEST, INC_NOT_ZERO, ADD_UNLESS, DEC_IF_POSITIVE -> counter(t, node, block, kind, cell, old);
            case LOCK -> old == 0 && take(t, node, block, 0, cell, 1);
            case TRYLOCK -> take(t, node, block, cell == null ? 0 : kind.observed(old, 0, 0), cell, 1);
            case WAIT -> holds(tab.terms[node]) && take(t, node, block, 0, null, 0);
            case FREE -> take(t, node, block, 0, freed, 1);
            case FREE_RCU -> freeLater(t, node, block, freed);
            case SYNC_BEGIN -> beginGracePeriod(t, node, block);
            case SYNC_END -> endGracePeriod(t, node, block);
            case CHOICE -> chooseEach(t, node, block);
            case ENTER, LEAVE, ALLOC, RCU_LOCK, RCU_UNLOCK, PREEMPT_OFF, PREEMPT_ON, FENCE, SCHEDULE -> take(t, node, block, 0, null, 0);
            case VIOLATION -> broken(t, tab.original[node]);
            case FRONTIER -> unknown(t, tab.original[node], 0);
            case DONE -> false;
        };
    }

    private boolean chooseEach(int t, int node, long block) {
        for (int i = 0; i < table[t].a[node]; i++) {
            take(t, node, block, i, null, 0);
        }
        return true;
    }

    private boolean counter(int t, int node, long block, OpKind kind, Field cell, int old) {
        RoleTable tab = table[t];
        if (cell == null) {
            return take(t, node, block, 0, null, 0);
        }
        int value = kind.after(old, tab.a[node], tab.b[node]);
        if (value < 0) {
            return stopped(Property.REFCOUNT_RANGE, t, node);
        }
        return take(t, node, block, kind.observed(old, tab.a[node], tab.b[node]) - tab.lowest[node], cell, value);
    }

    private boolean holds(RoleTable.Term[] terms) {
        for (RoleTable.Term term : terms) {
            if (term.holds(state, base)) {
                return true;
            }
        }
        return false;
    }

    // ---- grace periods ---------------------------------------------------------------------------------------------------

    private boolean beginGracePeriod(int t, int node, long block) {
        int first = count;
        take(t, node, block, 0, null, 0);
        int flavour = table[t].a[node];
        markReaders(first, rows[t][flavour], flavour == OpKind.RCU ? RoleTable.READER : RoleTable.SCHED_READER, t);
        return true;
    }

    /** In the successors from that one on, every other thread that is reading now is waited for. */
    private void markReaders(int first, int row, int flag, int except) {
        for (int u = 0; u < threads; u++) {
            if (u != except && (table[u].flags[node(u)] & flag) != 0) {
                for (int i = first; i < count; i++) {
                    mark(i, u, row);
                }
            }
        }
    }

    private void mark(int successorIndex, int thread, int row) {
        Field f = blocks[thread];
        out[successorIndex * words + f.word()] |= 1L << f.shift() + nodeBits[thread] + row;
    }

    private boolean endGracePeriod(int t, int node, long block) {
        int row = rows[t][table[t].a[node]];
        if (!waitedFor(row)) {
            return take(t, node, block, 0, null, 0);
        }
        return table[t].b[node] == 0 && stopped(Property.GRACE_PERIOD, t, node);
    }

    /** Whether the memory that a thread at that node is about to touch is gone. */
    boolean gone(RoleTable tab, int node) {
        Field freed = tab.freed[node];
        return freed != null && freed.get(state, base) != 0 && !graceLeft(tab, node);
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

    /** The readers of now are waited for; the caller too, if it is one and does not leave its section with this very step. */
    private boolean freeLater(int t, int node, long block, Field freed) {
        int first = count;
        take(t, node, block, 0, freed, 1);
        int row = table[t].freedAfter[node];
        if (row >= 0) {
            markReaders(first, row, RoleTable.READER, t);
            for (int i = first; (table[t].flags[node] & RoleTable.READER) != 0 && i < count; i++) {
                if ((table[t].keep[successor[i]] >>> nodeBits[t] + row & 1) != 0) {
                    mark(i, t, row);
                }
            }
        }
        return true;
    }

    // ---- successors ------------------------------------------------------------------------------------------------------

    /** Adds the successors for one observation. */
    private boolean take(int t, int node, long block, int raw, Field cell, int value) {
        RoleTable tab = table[t];
        int[] successors = tab.rows[node];
        int at = (tab.flags[node] & RoleTable.FIXED) != 0 ? 0 : raw;
        if (at + 1 >= successors.length || successors[at] == successors[at + 1]) {
            return unknown(t, tab.original[node], tab.values[node] == null ? raw + tab.lowest[node] : tab.values[node][raw]);
        }
        moved = true;
        taken[role[t]][successors[at]]++;
        for (int s = successors[at]; s < successors[at + 1]; s++) {
            emit(t, block, tab, s, cell, value);
        }
        return true;
    }

    private void emit(int t, long block, RoleTable tab, int s, Field cell, int value) {
        int target = tab.target[s];
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
            effects.of(this, t, tab.effect[s], at);
        }
        mover[count] = t;
        successor[count] = s;
        count++;
    }

    // ---- ends ------------------------------------------------------------------------------------------------------------

    private boolean stopped(Property property, int t, int node) {
        return stop(property, t, table[t].original[node]);
    }

    private boolean broken(int t, int node) {
        return stop(model.world.node(role[t], node).broken(), t, node);
    }

    private boolean stop(Property property, int t, int node) {
        moved = true;
        ended = true;
        findings.stopped(property, role[t], node);
        return true;
    }

    private boolean unknown(int t, int node, int observed) {
        moved = true;
        ended = true;
        findings.unknown(role[t], node, observed);
        return true;
    }

    private void stuck(boolean unfinished) {
        if (unfinished) {
            findings.stuck(model.stands(state, base));
        } else {
            findings.ended(model.ending(state, base));
        }
    }

    /** Reports again what was reported before. */
    void forget() {
        races.forget();
        effects.forget();
    }

    private void grow() {
        mover = Arrays.copyOf(mover, 2 * count);
        successor = Arrays.copyOf(successor, 2 * count);
        out = Arrays.copyOf(out, 2 * count * words);
    }
}
