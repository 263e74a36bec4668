package org.sockrace.weak.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.sockrace.weak.graph.Event;
import org.sockrace.weak.graph.Event.Kind;
import org.sockrace.weak.graph.Execution;
import org.sockrace.weak.graph.Relation;
import org.sockrace.weak.graph.Skeleton;
import org.sockrace.weak.graph.Tag;

/**
 * What memory models need of a graph. Left out are first values, which nothing comes before, and accesses by which threads have nothing to do with each other:
 * plain ones, READ_ONCE and WRITE_ONCE, where one thread only has been so far, or nobody has written. What is left is allowed if and only if all of it is, and
 * what is said of two events that are left is what would be said of them in the whole graph: {@link Passages} says which come before which by way of those that
 * are not.
 */
public final class Core {

    private static final int SEVERAL = Integer.MAX_VALUE;
    private static final Set<Tag> MUTEX = EnumSet.of(Tag.ONCE, Tag.RMW, Tag.ACQUIRE, Tag.RELEASE, Tag.NORETURN);
    private static final Set<Tag> PARTIAL = EnumSet.of(Tag.WMB, Tag.BEFORE_ATOMIC, Tag.AFTER_ATOMIC, Tag.AFTER_SPINLOCK, Tag.AFTER_UNLOCK_LOCK,
            Tag.AFTER_SRCU_READ_UNLOCK);

    private final ExecutionGraph graph;
    private final Program program;
    private final BitSet asked;
    /** By location: the thread that has been there; {@link Action#NONE} if nobody has, {@link #SEVERAL} if several have. */
    private final int[] owner;
    /** By location: whether not all that happens there is {@link #isUncontended}. */
    private final boolean[] contended;
    /** By thread: its events. */
    private final int[][] own;
    /** By thread: whether there is a fence between reads. */
    private final boolean[] fenced;
    /** By thread: whether there is another fence that is less than a full one. */
    private final boolean[] partial;
    /** The flavours of which there is a grace period. */
    private final boolean[] waited = new boolean[Flavour.values().length];
    private boolean srcu;
    /** By event: its number here; {@link Action#NONE} if it is left out. */
    private final int[] number;
    private final List<Event> events = new ArrayList<>();
    private final int[] kept;
    private int size;
    private Relation po;
    private Relation addr;
    private Relation data;
    private Relation ctrl;
    private Relation rmw;
    private Relation passed;

    Core(ExecutionGraph graph, BitSet asked) {
        this.graph = graph;
        this.program = graph.program();
        this.asked = (BitSet) asked.clone();
        owner = new int[program.locations()];
        Arrays.fill(owner, Action.NONE);
        own = new int[program.threads()][];
        fenced = new boolean[program.threads()];
        partial = new boolean[program.threads()];
        number = new int[graph.size()];
        kept = new int[graph.size() + program.threads() * waited.length];
        for (int t = 0; t < own.length; t++) {
            own[t] = events(graph, t);
            look(t);
        }
        contended = new boolean[program.locations()];
        contend();
        for (int t = 0; t < own.length; t++) {
            bound(t);
        }
        contend();
    }

    /** The events of the thread, in their order. */
    static int[] events(ExecutionGraph graph, int thread) {
        int count = 0;
        for (int e = graph.last(thread); e != Action.NONE; e = graph.previous(e)) {
            count++;
        }
        int[] events = new int[count];
        for (int e = graph.last(thread); e != Action.NONE; e = graph.previous(e)) {
            events[--count] = e;
        }
        return events;
    }

    private void contend() {
        for (int t = 0; t < own.length; t++) {
            for (int e : own[t]) {
                int location = graph.action(e).location();
                if (location != Action.NONE && !isUncontended(t, e)) {
                    contended[location] = true;
                }
            }
        }
    }

    private void look(int thread) {
        for (int e : own[thread]) {
            Action action = graph.action(e);
            if (action.event().kind() != Kind.FENCE) {
                int l = action.location();
                owner[l] = owner[l] == Action.NONE || owner[l] == thread ? thread : SEVERAL;
                srcu |= action.event().is(Tag.SRCU_LOCK) || action.event().is(Tag.SRCU_UNLOCK);
            } else {
                fenced[thread] |= action.event().is(Tag.RMB);
                partial[thread] |= PARTIAL.stream().anyMatch(action.event()::is);
                for (Flavour flavour : Flavour.values()) {
                    waited[flavour.ordinal()] |= action.event().is(flavour.sync);
                }
            }
        }
    }

    /**
     * What bounds the lifetimes of the plain accesses that are left stays, too: the reads on which their addresses depend, and between two fences a read and a
     * write that are marked.
     */
    private void bound(int thread) {
        int[] mine = own[thread];
        BitSet followed = new BitSet();
        boolean plain = false;
        int first = 0;
        int last = 0;
        boolean reads = false;
        boolean writes = false;
        for (int i = mine.length - 1; i >= 0; i--) {
            Action action = graph.action(mine[i]);
            boolean fence = action.event().kind() == Kind.FENCE;
            boolean quiet = isQuiet(thread, mine[i]);
            if (!plain) {
                last = i;
            }
            if (fence && !quiet && !isSection(action.event())) {
                reads = plain;
                writes = plain;
            } else if (!fence && !quiet && action.event().tags().isEmpty()) {
                plain = true;
                first = i;
                address(action.addr(), mine, followed);
            } else if (!fence && quiet && !action.event().tags().isEmpty()) {
                boolean bounds = action.event().kind() == Kind.READ ? reads : writes;
                asked.set(mine[i], bounds || asked.get(mine[i]));
                reads &= action.event().kind() != Kind.READ;
                writes &= action.event().kind() != Kind.WRITE;
            }
        }
        if (plain) {
            acquire(thread, last);
            release(thread, first);
        }
    }

    /** The first acquire after each full fence, and where a section begins, up to there. */
    private void acquire(int thread, int last) {
        boolean open = false;
        for (int i = 0; i < last; i++) {
            int e = own[thread][i];
            Event event = graph.action(e).event();
            boolean acquires = event.kind() == Kind.READ && event.is(Tag.ACQUIRE);
            asked.set(e, open && acquires || asked.get(e));
            boolean full = event.is(Tag.MB) || event.is(Tag.LKR) || event.kind() == Kind.FENCE && !isQuiet(thread, e);
            open = full || open && !acquires;
        }
    }

    /**
     * The last release before each full fence, from there on. Giving up a lock and taking the next one orders marked accesses only, and of a plain access the
     * release is the marked one that comes after it.
     */
    private void release(int thread, int first) {
        boolean open = false;
        for (int i = own[thread].length - 1; i > first; i--) {
            int e = own[thread][i];
            Event event = graph.action(e).event();
            boolean releases = event.kind() == Kind.WRITE && event.is(Tag.RELEASE);
            asked.set(e, open && releases || asked.get(e));
            boolean full = event.is(Tag.MB) || event.is(Tag.UL) || event.kind() == Kind.FENCE && !isQuiet(thread, e);
            open = full || open && !releases;
        }
    }

    private void address(BitSet reads, int[] mine, BitSet followed) {
        for (int r = reads.nextSetBit(0); r >= 0; r = reads.nextSetBit(r + 1)) {
            if (!followed.get(r)) {
                followed.set(r);
                Action read = graph.action(mine[r]);
                Action source = graph.action(graph.rf(mine[r]));
                asked.set(mine[r], !read.event().tags().isEmpty() || asked.get(mine[r]));
                if (source.event().thread() == read.event().thread()) {
                    address(source.data(), mine, followed);
                }
            }
        }
    }

    /** Whether the event is left out; of an atomic operation both are, or none. */
    private boolean isLeftOut(int thread, int i) {
        int[] mine = own[thread];
        return isQuiet(thread, mine[i]) && !(i + 1 < mine.length && graph.action(mine[i + 1]).completes() && !isQuiet(thread, mine[i + 1]))
                && !(graph.action(mine[i]).completes() && !isQuiet(thread, mine[i - 1]));
    }

    /** Whether nobody can tell the event from its not having happened, but for what its own thread makes of it. */
    private boolean isQuiet(int thread, int event) {
        Action action = graph.action(event);
        Set<Tag> tags = action.event().tags();
        if (action.event().kind() == Kind.FENCE) {
            return tags.isEmpty() || isSection(action.event()) && !isWaitedFor(action.event());
        }
        boolean alone = owner[action.location()] != SEVERAL || graph.co(action.location()).length == 1;
        if (!alone || asked.get(event)) {
            return false;
        }
        boolean ordinary = tags.isEmpty() || tags.size() == 1 && action.event().is(Tag.ONCE);
        return ordinary ? !(fenced[thread] && action.event().kind() == Kind.READ) : !contended[action.location()];
    }

    /**
     * Whether it belongs to a mutex or a counter, or fills one in, so that neither does anything come before it that is not program order, such as what its
     * address depends on, nor does it come before anything but by fences.
     */
    private boolean isUncontended(int thread, int event) {
        Action action = graph.action(event);
        boolean computed = action.data().cardinality() > (action.completes() && action.data().get(action.rmwRead()) ? 1 : 0);
        return !fenced[thread] && !partial[thread] && action.addr().isEmpty() && !computed && !asked.get(event) && MUTEX.containsAll(action.event().tags());
    }

    private static boolean isSection(Event event) {
        return event.is(Tag.RCU_LOCK) || event.is(Tag.RCU_UNLOCK) || event.is(Tag.SCHED_LOCK) || event.is(Tag.SCHED_UNLOCK);
    }

    private boolean isWaitedFor(Event event) {
        boolean rcu = event.is(Tag.RCU_LOCK) || event.is(Tag.RCU_UNLOCK);
        return waited[rcu ? Flavour.RCU.ordinal() : Flavour.SCHED.ordinal()];
    }

    // ---- for those who judge -----------------------------------------------------------------------------------------------

    /** The number of an event of the graph in what memory models get; below 0 if it is left out. */
    public int number(int event) {
        return number[event];
    }

    /** The event of the graph of that number; below 0 if it is the end of a section that has none yet. */
    public int event(int numbered) {
        return kept[numbered];
    }

    /** Whether there is SRCU, whose sections depend on values: then nothing can be left out. */
    boolean isWhole() {
        return srcu;
    }

    /** Whether there are plain accesses that could race. */
    public boolean hasPlain() {
        for (int t = 0; t < own.length; t++) {
            for (int e : own[t]) {
                Event event = graph.action(e).event();
                if (event.kind() != Kind.FENCE && event.tags().isEmpty() && !isQuiet(t, e)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** What memory models judge. */
    public Execution execution() {
        if (srcu) {
            throw new IllegalStateException("of SRCU nothing can be left out");
        }
        Arrays.fill(number, Action.NONE);
        int[] first = new int[own.length + 1];
        for (int t = 0; t < own.length; t++) {
            first[t] = size;
            for (int i = 0; i < own[t].length; i++) {
                if (!isLeftOut(t, i)) {
                    number[own[t][i]] = size;
                    keep(own[t][i], graph.action(own[t][i]).event());
                }
            }
            for (Flavour flavour : Flavour.values()) {
                if (program.leavesSections() && waited[flavour.ordinal()] && Sections.isInside(graph, t, flavour)) {
                    keep(Action.NONE, new Event(t, Kind.FENCE, Set.of(flavour.unlock), "", 0));
                }
            }
        }
        first[own.length] = size;
        relate(first);
        Skeleton skeleton = new Skeleton(events, po, new Skeleton.Dependencies(addr, data, ctrl, passed), rmw);
        return memory(skeleton);
    }

    private void keep(int event, Event what) {
        kept[size++] = event;
        events.add(what);
    }

    private void relate(int[] first) {
        po = new Relation(size);
        addr = new Relation(size);
        data = new Relation(size);
        ctrl = new Relation(size);
        rmw = new Relation(size);
        passed = new Relation(size);
        for (int t = 0; t < own.length; t++) {
            for (int i = first[t]; i < first[t + 1]; i++) {
                po.add(i, i + 1, first[t + 1]);
            }
            new Passages(this, graph, own[t]).relate();
        }
    }

    /** The event depends on the reads, of which those count that are not left out. */
    void depends(int event, BitSet onAddr, BitSet onData, BitSet onCtrl, int[] thread) {
        add(addr, event, onAddr, thread);
        add(data, event, onData, thread);
        add(ctrl, event, onCtrl, thread);
        Action action = graph.action(event);
        if (action.completes()) {
            rmw.add(number[thread[action.rmwRead()]], number[event]);
        }
    }

    private void add(Relation dependency, int event, BitSet reads, int[] thread) {
        for (int r = reads.nextSetBit(0); r >= 0; r = reads.nextSetBit(r + 1)) {
            if (number[thread[r]] >= 0) {
                dependency.add(number[thread[r]], number[event]);
            }
        }
    }

    /** Those come before the event by way of what is left out; a plain access has its address from them. */
    void passes(BitSet from, int event) {
        boolean plain = graph.action(event).event().tags().isEmpty();
        for (int f = from.nextSetBit(0); f >= 0; f = from.nextSetBit(f + 1)) {
            (plain ? addr : passed).add(f, number[event]);
        }
    }

    private Execution memory(Skeleton skeleton) {
        int[] location = new int[size];
        long[] values = new long[size];
        Relation rf = new Relation(size);
        Relation fr = new Relation(size);
        Relation co = new Relation(size);
        for (int i = 0; i < size; i++) {
            int e = kept[i];
            location[i] = e < 0 ? Action.NONE : graph.action(e).location();
            values[i] = e < 0 ? 0 : graph.value(e);
            if (e >= 0 && graph.action(e).event().kind() != Kind.FENCE) {
                int source = graph.isRead(e) ? graph.rf(e) : e;
                if (source != e && number[source] >= 0) {
                    rf.add(number[source], i);
                }
                int[] writes = graph.co(location[i]);
                for (int p = graph.place(source) + 1; p < writes.length; p++) {
                    if (number[writes[p]] >= 0) {
                        (source == e ? co : fr).add(i, number[writes[p]]);
                    }
                }
            }
        }
        return new Execution(skeleton, location, values, rf, co, fr);
    }
}
