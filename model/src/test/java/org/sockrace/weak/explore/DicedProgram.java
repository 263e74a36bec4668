package org.sockrace.weak.explore;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.sockrace.weak.graph.Event;
import org.sockrace.weak.graph.Event.Kind;
import org.sockrace.weak.graph.Tag;

/**
 * Threads that dice have written, without branches: accesses of all kinds to locations that they share and to some of their own, fences, sections, grace
 * periods, atomic operations, mutexes, spin locks, and dependencies on whatever was read before. And graphs of them that dice have built, most of which no
 * model allows.
 */
final class DicedProgram implements Program {

    private static final int SHARED = 2;
    private static final int OWN = 2;

    private final Random random;
    private final boolean partial;
    private final boolean sections;
    /** One in so many accesses comes before others in the order of its location. */
    private final int old;
    /** So many in five accesses are to what all share. */
    private final int shared;
    private final List<List<Action>> threads = new ArrayList<>();
    private List<Action> thread;

    DicedProgram(long seed, int threads, int most) {
        random = new Random(seed);
        partial = random.nextBoolean();
        sections = random.nextInt(3) == 0;
        old = 2 + random.nextInt(4);
        shared = 1 + random.nextInt(4);
        for (int t = 0; t < threads; t++) {
            thread = new ArrayList<>();
            this.threads.add(thread);
            boolean reading = false;
            while (thread.size() < most) {
                reading = something(t, reading);
            }
        }
    }

    /** Threads that nobody has diced. */
    DicedProgram(List<List<Action>> written) {
        random = new Random(0);
        partial = false;
        sections = false;
        old = 1;
        shared = 1;
        threads.addAll(written);
    }

    // ---- threads -----------------------------------------------------------------------------------------------------------

    private boolean something(int t, boolean reading) {
        switch (random.nextInt(9)) {
            case 0 -> {
                if (sections) {
                    return section(t, reading);
                }
                fence(t, Tag.MB);
            }
            case 1 -> fence(t, partial ? List.of(Tag.RMB, Tag.WMB, Tag.WMB, Tag.BEFORE_ATOMIC, Tag.AFTER_ATOMIC).get(random.nextInt(5)) : null);
            case 2 -> atomic(t);
            case 3 -> lock(t);
            case 4, 5, 6 -> add(t, Kind.READ, one(Set.of(Tag.ONCE), Set.of(), Set.of(Tag.ONCE), Set.of(Tag.ACQUIRE)), location(t), Action.NONE, true);
            default -> add(t, Kind.WRITE, one(Set.of(Tag.ONCE), Set.of(), Set.of(Tag.ONCE), Set.of(Tag.RELEASE)), location(t), Action.NONE, true);
        }
        return reading;
    }

    private boolean section(int t, boolean reading) {
        boolean waits = !reading && random.nextBoolean();
        fence(t, waits ? Tag.SYNC_RCU : reading ? Tag.RCU_UNLOCK : Tag.RCU_LOCK);
        return waits ? reading : !reading;
    }

    private void fence(int t, Tag tag) {
        add(t, Kind.FENCE, tag == null ? Set.of() : Set.of(tag), Action.NONE, Action.NONE, false);
    }

    private void atomic(int t) {
        Set<Tag> tags = random.nextBoolean() ? EnumSet.of(Tag.RMW, Tag.MB) : EnumSet.of(Tag.RMW, Tag.NORETURN);
        int location = location(t);
        int read = thread.size();
        add(t, Kind.READ, tags, location, Action.NONE, true);
        add(t, Kind.WRITE, tags, location, read, true);
    }

    private void lock(int t) {
        int location = location(t);
        int read = thread.size();
        boolean spins = random.nextBoolean();
        add(t, Kind.READ, spins ? Set.of(Tag.LKR) : Set.of(Tag.ACQUIRE, Tag.RMW), location, Action.NONE, random.nextInt(4) == 0);
        add(t, Kind.WRITE, spins ? Set.of(Tag.LKW) : Set.of(Tag.ONCE, Tag.RMW), location, read, random.nextInt(4) == 0);
        if (random.nextBoolean()) {
            add(t, Kind.WRITE, one(Set.of(Tag.ONCE), Set.of()), location(t), Action.NONE, true);
        }
        add(t, Kind.WRITE, Set.of(spins ? Tag.UL : Tag.RELEASE), location, Action.NONE, random.nextInt(4) == 0);
    }

    @SafeVarargs
    private Set<Tag> one(Set<Tag>... tags) {
        return tags[random.nextInt(tags.length)];
    }

    private int location(int t) {
        return random.nextInt(5) < shared ? random.nextInt(SHARED) : SHARED + t * OWN + random.nextInt(OWN);
    }

    private void add(int t, Kind kind, Set<Tag> tags, int location, int rmwRead, boolean depends) {
        boolean writes = kind == Kind.WRITE && depends;
        thread.add(new Action(new Event(t, kind, tags, "", 0), location, thread.size(), reads(depends && location != Action.NONE), reads(writes), reads(writes),
                rmwRead));
    }

    private BitSet reads(boolean depends) {
        BitSet reads = new BitSet();
        for (int i = 0; i < thread.size() && depends; i++) {
            if (thread.get(i).event().kind() == Kind.READ && random.nextInt(5) == 0) {
                reads.set(i);
            }
        }
        return reads;
    }

    // ---- graphs ------------------------------------------------------------------------------------------------------------

    /** A graph that keeps to coherence, and to nothing else. */
    ExecutionGraph graph() {
        ExecutionGraph graph = new ExecutionGraph(this);
        int again = 0;
        for (int steps = random.nextInt(threads() * threads.get(0).size()) + 4; steps > 0; steps--) {
            int t = random.nextInt(threads());
            do {
                if (graph.at(t).status() == Local.Status.READY) {
                    graph = step(graph, t);
                }
                again = graph.at(t).status() == Local.Status.READY && graph.at(t).next().completes() ? 1 : 0;
            } while (again > 0);
        }
        return graph;
    }

    private ExecutionGraph step(ExecutionGraph graph, int t) {
        Action action = graph.at(t).next();
        int latest = random.nextInt(old);
        if (action.event().kind() == Kind.READ) {
            int[] writes = graph.co(action.location());
            int seen = graph.seen(t, action.location());
            return graph.with(t, writes[latest > 0 ? writes.length - 1 : seen + random.nextInt(writes.length - seen)]);
        }
        ExecutionGraph next = graph.with(t, Action.NONE);
        if (action.event().kind() == Kind.FENCE) {
            return next;
        }
        int first = next.seenBefore(graph.size()) + 1;
        int end = graph.co(action.location()).length;
        return next.placed(graph.size(), latest > 0 ? end : first + random.nextInt(end + 1 - first));
    }

    private record At(List<Action> all, int number) implements Local {

        @Override
        public Status status() {
            return number < all.size() ? Status.READY : Status.ENDED;
        }

        @Override
        public Action next() {
            return all.get(number);
        }

        @Override
        public Action reading(long value) {
            return next();
        }

        @Override
        public Local after(long value) {
            return new At(all, number + 1);
        }
    }

    @Override
    public int threads() {
        return threads.size();
    }

    @Override
    public int locations() {
        return SHARED + threads.size() * OWN;
    }

    @Override
    public long initial(int location) {
        return 0;
    }

    @Override
    public Event initialEvent(int location) {
        return new Event(Event.INITIAL, Kind.WRITE, Set.of(), "", 0);
    }

    @Override
    public boolean leavesSections() {
        return true;
    }

    @Override
    public Local start(int t) {
        return new At(threads.get(t), 0);
    }
}
