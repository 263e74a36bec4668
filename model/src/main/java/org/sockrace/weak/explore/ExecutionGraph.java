package org.sockrace.weak.explore;

import java.util.Arrays;
import java.util.BitSet;
import org.sockrace.weak.graph.Event.Kind;
import org.sockrace.weak.graph.Execution;

/**
 * An execution as far as it is built. Its events are numbered in the order in which they were added, the first values before all others. Never changed once
 * others have it: each change makes another one, but for what whoever makes one {@link #append appends}.
 */
public final class ExecutionGraph {

    static final int NONE = Action.NONE;
    // Bytes: the elements of its arrays; itself, the arrays, and where the thread stands that has moved.
    private static final int PER_EVENT = 32;
    private static final int PER_ROW = 8;
    private static final int PER_GRAPH = 512;

    private final Program program;
    private int size;
    private Action[] actions;
    /** Where the thread of each event stood before it. */
    private Local[] before;
    /** The write that each read reads. */
    private int[] rf;
    private long[] value;
    /** The event of its thread before each event; {@link #NONE} if it is the first. */
    private int[] previous;
    /** The last event of each thread; {@link #NONE} if there is none. */
    private final int[] last;
    private final Local[] at;
    /** The writes to each location, in coherence order. */
    private final int[][] co;
    /** The flavours of which there is a grace period, as bits. */
    private int periods;

    private ExecutionGraph(ExecutionGraph from, int size, int room) {
        program = from.program;
        this.size = size;
        actions = Arrays.copyOf(from.actions, room);
        before = Arrays.copyOf(from.before, room);
        rf = Arrays.copyOf(from.rf, room);
        value = Arrays.copyOf(from.value, room);
        previous = Arrays.copyOf(from.previous, room);
        last = from.last.clone();
        at = from.at.clone();
        co = from.co.clone();
        periods = from.periods;
    }

    /** Nothing has happened yet. */
    ExecutionGraph(Program program) {
        this.program = program;
        int locations = program.locations();
        size = locations;
        actions = new Action[locations];
        before = new Local[locations];
        rf = new int[locations];
        value = new long[locations];
        previous = new int[locations];
        Arrays.fill(rf, NONE);
        Arrays.fill(previous, NONE);
        co = new int[locations][];
        BitSet none = new BitSet();
        for (int l = 0; l < locations; l++) {
            actions[l] = new Action(program.initialEvent(l), l, program.initial(l), none, none, none, NONE);
            value[l] = program.initial(l);
            co[l] = new int[] {l};
        }
        last = new int[program.threads()];
        Arrays.fill(last, NONE);
        at = new Local[program.threads()];
        for (int t = 0; t < at.length; t++) {
            at[t] = program.start(t);
        }
    }

    /** The number of events. */
    public int size() {
        return size;
    }

    /** About how many bytes it takes. */
    int bytes() {
        return PER_GRAPH + PER_EVENT * actions.length + PER_ROW * (co.length + last.length);
    }

    /** Where the thread stands. */
    public Local at(int thread) {
        return at[thread];
    }

    /** Where the thread of the event stood before it; null for a first value. */
    public Local before(int event) {
        return before[event];
    }

    /** The flavours of which there is a grace period, as {@link Sections#awaitedBy} says. */
    int periods() {
        return periods;
    }

    Program program() {
        return program;
    }

    Action action(int event) {
        return actions[event];
    }

    /** The write that a read reads; below 0 for others. */
    public int rf(int event) {
        return rf[event];
    }

    long value(int event) {
        return value[event];
    }

    int[] co(int location) {
        return co[location];
    }

    boolean isRead(int event) {
        return actions[event].event().kind() == Kind.READ;
    }

    boolean isWrite(int event) {
        return actions[event].event().kind() == Kind.WRITE;
    }

    /** The place of a write in the order of its location. */
    int place(int write) {
        int[] order = co[actions[write].location()];
        for (int p = 0; p < order.length; p++) {
            if (order[p] == write) {
                return p;
            }
        }
        throw new IllegalStateException("no such write: " + write);
    }

    /** The first place in the order of the location whose write the thread can still read: it has read or written that one itself. */
    int seen(int thread, int location) {
        return last[thread] == NONE && program.awaits(thread) == location ? 1 : seenFrom(last[thread], location);
    }

    /** Whether the thread waits for the write that begins it. */
    boolean isAsleep(int thread) {
        return last[thread] == NONE && program.awaits(thread) != NONE && co[program.awaits(thread)].length == 1;
    }

    /** Whether all threads have ended, or wait where they may for what nobody wants of them. */
    public boolean isComplete() {
        for (int t = 0; t < at.length; t++) {
            if (at[t].status() == Local.Status.BLOCKED && !isResting(t)) {
                return false;
            }
        }
        return true;
    }

    private boolean isResting(int thread) {
        int reads = at[thread].resting();
        return reads > 0 && readsLast(thread, reads);
    }

    /** Whether the last reads of the thread, so many, have read what was written last: nothing comes that they could read instead. */
    public boolean readsLast(int thread, int reads) {
        int e = last[thread];
        for (int r = 0; r < reads; r++, e = previous[e]) {
            int[] writes = co[actions[e].location()];
            if (rf[e] != writes[writes.length - 1]) {
                return false;
            }
        }
        return true;
    }

    /** The same of an event's thread, before that event. */
    int seenBefore(int event) {
        return seenFrom(previous[event], actions[event].location());
    }

    /** Whether the write belongs to an atomic operation that reads the other one: nothing may come between them. */
    boolean tears(int write, int source) {
        return actions[write].completes() && rf[previous[write]] == source;
    }

    private int seenFrom(int event, int location) {
        int seen = 0;
        for (int e = co[location].length == 1 ? NONE : event; e != NONE; e = previous[e]) {
            if (actions[e].location() == location && (isRead(e) || isWrite(e))) {
                seen = Math.max(seen, place(isRead(e) ? rf[e] : e));
            }
        }
        return seen;
    }

    /** The last event of the thread; below 0 if it has none. */
    public int last(int thread) {
        return last[thread];
    }

    /** The event of its thread before that one; below 0 if it is the first. */
    public int previous(int event) {
        return previous[event];
    }

    // ---- other graphs ------------------------------------------------------------------------------------------------------

    /** The same, for who goes on with {@link #append}. */
    ExecutionGraph copy() {
        return new ExecutionGraph(this, size, size + size / 2 + 1);
    }

    /** The thread does what it does next, which is no read, and goes on in that way; a write is placed by {@link #placed}. */
    ExecutionGraph choosing(int thread, int choice) {
        ExecutionGraph next = with(thread, NONE);
        if (choice != 0) {
            next.value[size] = choice;
            next.at[thread] = at[thread].after(choice);
        }
        return next;
    }

    /** The thread does what it does next; a read reads that write, a write is placed by {@link #placed}. */
    ExecutionGraph with(int thread, int write) {
        ExecutionGraph next = new ExecutionGraph(this, size, size + 1);
        next.append(thread, write);
        return next;
    }

    /** The same in this graph, which nobody else has yet. */
    void append(int thread, int write) {
        int event = size++;
        if (event == actions.length) {
            makeRoom(size + size / 2);
        }
        Action action = at[thread].next();
        before[event] = at[thread];
        previous[event] = last[thread];
        rf[event] = write;
        last[thread] = event;
        if (write != NONE) {
            read(event, action, write);
        } else {
            actions[event] = action;
            periods |= Sections.awaitedBy(action);
            value[event] = action.value();
            at[thread] = at[thread].after(0);
        }
    }

    /** The write, the last event of this graph, which nobody else has yet, comes last in the order of its location. */
    void appendToOrder(int write) {
        int location = actions[write].location();
        int[] old = co[location];
        co[location] = Arrays.copyOf(old, old.length + 1);
        co[location][old.length] = write;
    }

    private void makeRoom(int room) {
        actions = Arrays.copyOf(actions, room);
        before = Arrays.copyOf(before, room);
        rf = Arrays.copyOf(rf, room);
        value = Arrays.copyOf(value, room);
        previous = Arrays.copyOf(previous, room);
    }

    private void read(int event, Action action, int write) {
        rf[event] = write;
        value[event] = value[write];
        actions[event] = before[event].reading(value[write]);
        at[action.event().thread()] = before[event].after(value[write]);
    }

    /** The write stands at that place in the order of its location; none of the graph does yet. */
    ExecutionGraph placed(int write, int place) {
        ExecutionGraph next = new ExecutionGraph(this, size, size);
        int[] old = co[actions[write].location()];
        int[] order = Arrays.copyOf(old, old.length + 1);
        System.arraycopy(old, place, order, place + 1, old.length - place);
        order[place] = write;
        next.co[actions[write].location()] = order;
        return next;
    }

    /** Only those events, which are complete towards the past of their threads. */
    ExecutionGraph restricted(BitSet keep) {
        int[] number = new int[size];
        int left = 0;
        for (int e = 0; e < size; e++) {
            number[e] = keep.get(e) ? left++ : NONE;
        }
        ExecutionGraph next = new ExecutionGraph(this, left, left);
        for (int e = 0; e < size; e++) {
            if (number[e] != NONE) {
                next.move(this, e, number);
            }
        }
        for (int t = 0; t < last.length; t++) {
            for (int e = last[t]; e != NONE && number[e] == NONE; e = previous[e]) {
                next.at[t] = before[e];
                next.last[t] = previous[e];
            }
            next.last[t] = next.last[t] == NONE ? NONE : number[next.last[t]];
        }
        next.periods = 0;
        for (Action action : next.actions) {
            next.periods |= Sections.awaitedBy(action);
        }
        for (int l = 0; l < co.length; l++) {
            next.co[l] = co[l].length == 1 ? co[l] : kept(co[l], number);
        }
        return next;
    }

    private static int[] kept(int[] writes, int[] number) {
        int[] kept = new int[writes.length];
        int count = 0;
        for (int write : writes) {
            if (number[write] != NONE) {
                kept[count++] = number[write];
            }
        }
        return Arrays.copyOf(kept, count);
    }

    private void move(ExecutionGraph from, int event, int[] number) {
        int to = number[event];
        actions[to] = from.actions[event];
        before[to] = from.before[event];
        value[to] = from.value[event];
        previous[to] = from.previous[event] == NONE ? NONE : number[from.previous[event]];
        rf[to] = from.rf[event] == NONE ? NONE : number[from.rf[event]];
    }

    /** The read, the last of its thread, reads another write. */
    ExecutionGraph rereading(int read, int write) {
        ExecutionGraph next = new ExecutionGraph(this, size, size);
        next.read(read, actions[read], write);
        return next;
    }

    /** The events that come before it in program order and reads-from, and it. */
    public BitSet prefix(int event) {
        BitSet prefix = new BitSet(size);
        int[] open = new int[size + 1];
        int opened = 0;
        open[opened++] = event;
        while (opened > 0) {
            for (int e = open[--opened]; e != NONE && !prefix.get(e); e = previous[e]) {
                prefix.set(e);
                if (rf[e] != NONE && !prefix.get(rf[e])) {
                    open[opened++] = rf[e];
                }
            }
        }
        return prefix;
    }

    // ---- for memory models -------------------------------------------------------------------------------------------------

    /** The events in the order in which {@link #execution} numbers them: the first values, then thread by thread. */
    public int[] inOrder() {
        int[] order = new int[size];
        int end = size;
        for (int t = last.length - 1; t >= 0; t--) {
            for (int e = last[t]; e != NONE; e = previous[e]) {
                order[--end] = e;
            }
        }
        for (int l = 0; l < co.length; l++) {
            order[l] = l;
        }
        return order;
    }

    /**
     * What memory models judge: the first values, then the events thread by thread; and then the ends of read-side critical sections that have none yet, if it
     * is a program that leaves them.
     */
    public Execution execution() {
        return new Candidate(this).leaving().execution();
    }

    /** The same without what makes no difference; the events that are asked for stay. */
    public Core core(BitSet asked) {
        return new Core(this, asked);
    }

    /** The write that stands last in the order of the location: its value is the final one. */
    public long lastValue(int location) {
        int[] order = co[location];
        return value[order[order.length - 1]];
    }
}
