package org.sockrace.weak.explore;

import java.util.BitSet;
import java.util.List;
import org.sockrace.weak.explore.Local.Status;
import org.sockrace.weak.graph.Event;
import org.sockrace.weak.graph.Event.Kind;
import org.sockrace.weak.graph.Execution;
import org.sockrace.weak.graph.Tag;
import org.sockrace.weak.model.ModelKind;

/**
 * How execution graphs grow by one event. A read reads any write that is there; a write takes any place in the order of its location, and then each read that
 * is there and is not the cause of the write may read it instead, whereby is taken back what was added since and is not the cause either. Of the many graphs
 * that lead so to the same one only that goes on in which everything that is taken back was added as late in the order of its location as possible. Not
 * thread-safe: each worker has its own.
 */
final class Growth {

    private static final BitSet NOTHING = new BitSet();

    private final Program program;
    private final ModelKind model;
    private final Interleaving interleaving;
    private List<ExecutionGraph> grown;
    private long checks;

    Growth(Program program, ModelKind model) {
        this.program = program;
        this.model = model;
        this.interleaving = new Interleaving(program);
    }

    /** How many graphs the model has judged. */
    long checks() {
        return checks;
    }

    /**
     * Adds the graphs that a consistent one grows into, which are consistent, in their order.
     *
     * @return whether it can grow; else it is an execution to which nothing can be added
     */
    boolean grow(ExecutionGraph graph, List<ExecutionGraph> into) {
        int thread = next(graph);
        if (thread < 0) {
            return false;
        }
        grown = into;
        ExecutionGraph at = graph;
        while (thread >= 0 && isForced(at, thread)) {
            at = at == graph ? graph.copy() : at;
            if (!force(at, thread)) {
                return true;
            }
            thread = next(at);
        }
        if (thread < 0) {
            grown.add(at);
            return true;
        }
        Action action = at.at(thread).next();
        switch (action.event().kind()) {
            case READ -> read(at, thread, action);
            case WRITE -> write(at, thread);
            case FENCE -> fence(at, thread, action);
        }
        return true;
    }

    /** Whether there is only one way to go on: most events are nobody else's business. */
    private boolean isForced(ExecutionGraph graph, int thread) {
        Action action = graph.at(thread).next();
        if (action.event().kind() == Kind.FENCE) {
            return action.choices() == 1;
        }
        int[] writes = graph.co(action.location());
        int seen = graph.seen(thread, action.location());
        if (action.event().kind() == Kind.READ) {
            return seen == writes.length - 1;
        }
        int source = action.completes() ? graph.place(graph.rf(graph.last(thread))) : 0;
        return Math.max(seen, source) == writes.length - 1 && !action.event().is(Tag.SRCU_UNLOCK) && !isReadByOthers(graph, thread, action.location());
    }

    private static boolean isReadByOthers(ExecutionGraph graph, int thread, int location) {
        for (int e = graph.program().locations(); e < graph.size(); e++) {
            Action action = graph.action(e);
            if (action.location() == location && graph.isRead(e) && action.event().thread() != thread) {
                return true;
            }
        }
        return false;
    }

    /** Goes on in the only way, in that graph; whether it is consistent then. */
    private boolean force(ExecutionGraph graph, int thread) {
        Action action = graph.at(thread).next();
        int event = graph.size();
        switch (action.event().kind()) {
            case READ -> graph.append(thread, graph.co(action.location())[graph.co(action.location()).length - 1]);
            case WRITE -> {
                graph.append(thread, Action.NONE);
                graph.appendToOrder(event);
            }
            case FENCE -> graph.append(thread, Action.NONE);
        }
        boolean fence = action.event().kind() == Kind.FENCE;
        boolean asks = fence ? leaves(action.event()) : Sections.isAwaited(graph, thread);
        return !asks || consistent(graph);
    }

    private static boolean leaves(Event event) {
        return event.is(Tag.RCU_UNLOCK) || event.is(Tag.SCHED_UNLOCK);
    }

    private void fence(ExecutionGraph graph, int thread, Action action) {
        for (int choice = 0; choice < action.choices(); choice++) {
            ExecutionGraph next = graph.choosing(thread, choice);
            // Other fences order what comes after them, and nothing does yet.
            if (!leaves(action.event()) || consistent(next)) {
                grown.add(next);
            }
        }
    }

    /** The thread that goes on: one in the midst of an atomic operation, else the first that can; -1 if none can. */
    private int next(ExecutionGraph graph) {
        int first = -1;
        for (int t = program.threads() - 1; t >= 0; t--) {
            if (graph.at(t).status() == Status.READY && !graph.isAsleep(t)) {
                if (graph.at(t).next().completes()) {
                    return t;
                }
                first = t;
            }
        }
        return first;
    }

    private boolean consistent(ExecutionGraph graph) {
        checks++;
        if (interleaving.explains(graph)) {
            return true;
        }
        Core core = graph.core(NOTHING);
        Execution execution = core.isWhole() ? graph.execution() : core.execution();
        return model.of(execution.skeleton()).judge(execution) == null;
    }

    private void read(ExecutionGraph graph, int thread, Action action) {
        int[] writes = graph.co(action.location());
        for (int p = graph.seen(thread, action.location()); p < writes.length; p++) {
            ExecutionGraph next = graph.with(thread, writes[p]);
            if (p < writes.length - 1 && next.at(thread).status() == Status.BLOCKED && !Sections.isAwaited(next, thread)) {
                // It waits although it need not, or not because of this: nothing depends on that, and no later write could change it.
                continue;
            }
            if (p == writes.length - 1 && !Sections.isAwaited(next, thread) || consistent(next)) {
                grown.add(next);
            }
        }
    }

    private void write(ExecutionGraph graph, int thread) {
        ExecutionGraph next = graph.with(thread, Action.NONE);
        int write = graph.size();
        place(next, write, thread);
        if (!isReadByOthers(graph, thread, next.action(write).location())) {
            return;
        }
        BitSet prefix = next.prefix(write);
        BitSet early = readEarly(next, write, prefix);
        for (int read = 0; read < write; read++) {
            if (next.isRead(read) && next.action(read).location() == next.action(write).location() && !prefix.get(read)) {
                revisit(next, read, write, prefix, early);
            }
        }
    }

    /** The writes that are read by who came before them, or causes the write. */
    private static BitSet readEarly(ExecutionGraph graph, int write, BitSet prefix) {
        BitSet early = new BitSet(write);
        for (int r = 0; r < write; r++) {
            if (graph.isRead(r) && (r <= graph.rf(r) || prefix.get(r))) {
                early.set(graph.rf(r));
            }
        }
        return early;
    }

    /**
     * The write, not yet placed, takes each place that it can. The other thread is the one that reads it.
     *
     * <p>An access that comes last in the order of its location is allowed without a question: it comes before nothing, so it is part of no cycle. Only in a
     * section it may be what a grace period should have waited for.
     */
    private void place(ExecutionGraph graph, int write, int other) {
        Action action = graph.action(write);
        int[] order = graph.co(action.location());
        int first = graph.seenBefore(write) + 1;
        int end = order.length;
        if (action.completes()) {
            first = Math.max(first, graph.place(graph.rf(graph.previous(write))) + 1);
            end = Math.min(end, first);
        }
        for (int p = first; p <= end; p++) {
            if (p == order.length || !graph.tears(order[p], order[p - 1])) {
                ExecutionGraph next = graph.placed(write, p);
                boolean last = p == order.length && !action.event().is(Tag.SRCU_UNLOCK) && !Sections.isAwaited(next, action.event().thread())
                        && !Sections.isAwaited(next, other);
                if (last || consistent(next)) {
                    grown.add(next);
                }
            }
        }
    }

    private void revisit(ExecutionGraph graph, int read, int write, BitSet prefix, BitSet early) {
        BitSet keep = (BitSet) prefix.clone();
        keep.set(0, read + 1);
        for (int e = read; e < write; e++) {
            if ((e == read || !keep.get(e)) && !addedLast(graph, e, prefix, early)) {
                return;
            }
        }
        ExecutionGraph left = graph.restricted(keep);
        place(left.rereading(read, left.size() - 1), left.size() - 1, graph.action(read).event().thread());
    }

    /**
     * Whether the event was added as late in the order of its location as it could: of what was there then, or causes the write, nothing came later. Of a
     * choice the first way counts as the last.
     */
    private static boolean addedLast(ExecutionGraph graph, int event, BitSet prefix, BitSet early) {
        Action action = graph.action(event);
        if (action.event().kind() == Kind.FENCE) {
            return graph.value(event) == 0;
        }
        int[] order = graph.co(action.location());
        int source = graph.isRead(event) ? graph.rf(event) : event;
        for (int p = graph.place(source) + 1; p < order.length; p++) {
            if (order[p] <= event || prefix.get(order[p])) {
                return false;
            }
        }
        return !(graph.isWrite(event) && early.get(event));
    }
}
