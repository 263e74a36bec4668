package org.sockrace.weak.explore;

import java.util.BitSet;
import java.util.function.BooleanSupplier;
import org.sockrace.weak.explore.Local.Status;
import org.sockrace.weak.graph.Event.Kind;
import org.sockrace.weak.graph.Execution;
import org.sockrace.weak.graph.Tag;
import org.sockrace.weak.model.ModelKind;

/**
 * Visits the executions of a program that a model allows and in which program order and reads-from make no cycle, each of them once. Execution graphs grow by
 * one event at a time. A read reads any write that is there; a write takes any place in the order of its location, and then each read that is there and is not
 * the cause of the write may read it instead, whereby is taken back what was added since and is not the cause either. Of the many graphs that lead so to the
 * same one only that goes on in which everything that is taken back was added as late in the order of its location as possible. Nothing is remembered of what
 * was visited.
 */
public final class Explorer {

    private final Program program;
    private final ModelKind model;
    private final BooleanSupplier cancelled;
    private final Visitor visitor;
    private boolean stopped;
    private long executions;
    private long blocked;
    private long checks;

    /** Gets the executions. */
    @FunctionalInterface
    public interface Visitor {

        /**
         * An execution to which nothing can be added.
         *
         * @param complete whether all threads have ended; else some wait for what does not come
         * @return whether to go on
         */
        boolean visit(ExecutionGraph graph, boolean complete);
    }

    /**
     * An exploration.
     *
     * @param cancelled whether to stop
     * @param visitor gets each execution
     */
    public Explorer(Program program, ModelKind model, BooleanSupplier cancelled, Visitor visitor) {
        this.program = program;
        this.model = model;
        this.cancelled = cancelled;
        this.visitor = visitor;
    }

    /** Visits all executions; whether it was neither cancelled nor told to stop. */
    public boolean run() {
        visit(new ExecutionGraph(program));
        return !stopped;
    }

    /** How many complete executions were visited. */
    public long executions() {
        return executions;
    }

    /** How many executions were visited in which a thread waits for what does not come. */
    public long blocked() {
        return blocked;
    }

    /** How many graphs the model has judged. */
    public long checks() {
        return checks;
    }

    /** The graph is consistent. */
    private void visit(ExecutionGraph graph) {
        stopped |= cancelled.getAsBoolean();
        if (stopped) {
            return;
        }
        int thread = next(graph);
        if (thread < 0) {
            end(graph);
            return;
        }
        Action action = graph.at(thread).next();
        switch (action.event().kind()) {
            case READ -> read(graph, thread, action);
            case WRITE -> write(graph, thread);
            case FENCE -> {
                for (int choice = 0; choice < action.choices(); choice++) {
                    ExecutionGraph next = graph.choosing(thread, choice);
                    // Other fences order what comes after them, and nothing does yet.
                    boolean leaves = action.event().is(Tag.RCU_UNLOCK) || action.event().is(Tag.SCHED_UNLOCK);
                    if (!leaves || consistent(next)) {
                        visit(next);
                    }
                }
            }
        }
    }

    private void end(ExecutionGraph graph) {
        boolean complete = graph.isComplete();
        if (complete) {
            executions++;
        } else {
            blocked++;
        }
        stopped |= !visitor.visit(graph, complete);
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
        Execution execution = graph.execution();
        return model.of(execution.skeleton()).judge(execution) == null;
    }

    private void read(ExecutionGraph graph, int thread, Action action) {
        int[] writes = graph.co(action.location());
        for (int p = graph.seen(thread, action.location()); p < writes.length; p++) {
            ExecutionGraph next = graph.with(thread, writes[p]);
            if (p < writes.length - 1 && next.at(thread).status() == Status.BLOCKED && !next.isWaitedFor(thread)) {
                // It waits although it need not, or not because of this: nothing depends on that, and no later write could change it.
                continue;
            }
            if (p == writes.length - 1 && !next.isWaitedFor(thread) || consistent(next)) {
                visit(next);
            }
        }
    }

    private void write(ExecutionGraph graph, int thread) {
        ExecutionGraph next = graph.with(thread, Action.NONE);
        int write = graph.size();
        place(next, write, thread);
        BitSet prefix = next.prefix(write);
        for (int read = 0; read < write && !stopped; read++) {
            if (next.isRead(read) && next.action(read).location() == next.action(write).location() && !prefix.get(read)) {
                revisit(next, read, write, prefix);
            }
        }
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
                boolean last = p == order.length && !action.event().is(Tag.SRCU_UNLOCK) && !next.isWaitedFor(action.event().thread())
                        && !next.isWaitedFor(other);
                if (last || consistent(next)) {
                    visit(next);
                }
            }
        }
    }

    private void revisit(ExecutionGraph graph, int read, int write, BitSet prefix) {
        BitSet keep = (BitSet) prefix.clone();
        keep.set(0, read + 1);
        for (int e = read; e < write; e++) {
            if ((e == read || !keep.get(e)) && !addedLast(graph, e, prefix, write)) {
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
    private static boolean addedLast(ExecutionGraph graph, int event, BitSet prefix, int write) {
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
        if (graph.isWrite(event)) {
            for (int r = 0; r < write; r++) {
                if (graph.rf(r) == event && (r <= event || prefix.get(r))) {
                    return false;
                }
            }
        }
        return true;
    }
}
