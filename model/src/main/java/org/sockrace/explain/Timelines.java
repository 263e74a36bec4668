package org.sockrace.explain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import org.sockrace.automata.Cell;
import org.sockrace.automata.Memory;
import org.sockrace.automata.OpKind;
import org.sockrace.automata.Operation;
import org.sockrace.explore.Execution;
import org.sockrace.semantics.Run;

/** Reads sections, references and grace periods off an execution. What it holds at each moment is for {@link Values}. */
final class Timelines {

    private final History history;
    private final List<Timeline.Span> spans = new ArrayList<>();
    private final List<Timeline.GracePeriod> gracePeriods = new ArrayList<>();
    private final List<Timeline.Wait> waits = new ArrayList<>();

    private Timelines(History history) {
        this.history = history;
    }

    static Timeline of(History history) {
        Timelines timelines = new Timelines(history);
        for (int thread = 0; thread < history.threads(); thread++) {
            timelines.sections(thread);
            timelines.locks(thread);
            timelines.references(thread);
        }
        timelines.unprotected();
        timelines.gracePeriods();
        timelines.spans.sort(Comparator.comparingInt(Timeline.Span::from));
        timelines.gracePeriods.sort(Comparator.comparingInt(Timeline.GracePeriod::from));
        timelines.waits();
        timelines.waits.sort(Comparator.comparingInt(Timeline.Wait::from).thenComparingInt(Timeline.Wait::thread));
        List<Standing> ends = Standing.of(history).stream().map(s -> s.can() == Standing.Can.ENDED || s.can() == Standing.Can.IDLE ? null : s).toList();
        return new Timeline(timelines.spans, timelines.gracePeriods, new Values(history).variables(), timelines.waits, Causes.of(history), ends);
    }

    // ---- sections, locks -------------------------------------------------------------------------------------------------

    private void sections(int thread) {
        stretches(Timeline.Kind.READER, thread, "", n -> history.reader(thread, n));
        int[] depth = preemptionOff(thread);
        stretches(Timeline.Kind.PREEMPTION_OFF, thread, "", n -> depth[n] > 0);
    }

    /** How often the thread has disabled preemption without enabling it again, after each step. */
    private int[] preemptionOff(int thread) {
        int[] depth = new int[history.size() + 1];
        for (int n = 1; n <= history.size(); n++) {
            Execution.Step step = history.step(n);
            OpKind kind = step.thread() == thread && step.edge() != null ? step.node().op().kind() : OpKind.DONE;
            depth[n] = Math.max(0, depth[n - 1] + (kind == OpKind.PREEMPT_OFF ? 1 : kind == OpKind.PREEMPT_ON ? -1 : 0));
        }
        return depth;
    }

    /** A span for each stretch of steps after which it is so. */
    private void stretches(Timeline.Kind kind, int thread, String what, IntPredicate so) {
        int since = -1;
        for (int n = 0; n <= history.size(); n++) {
            boolean now = so.test(n);
            if (now && since < 0) {
                since = n;
            } else if (!now && since >= 0) {
                spans.add(new Timeline.Span(kind, thread, what, since, n));
                since = -1;
            }
        }
        if (since >= 0) {
            spans.add(new Timeline.Span(kind, thread, what, since, Timeline.OPEN));
        }
    }

    private void locks(int thread) {
        for (int n : history.all(s -> s.thread() == thread && History.takesLock(s))) {
            Object lock = history.step(n).node().op().cell();
            int to = history.all(s -> s.thread() == thread && s.edge() != null && s.node().op().kind() == OpKind.UNLOCK && s.node().op().cell() == lock)
                    .stream().filter(m -> m > n).findFirst().orElse(Timeline.OPEN);
            spans.add(new Timeline.Span(Timeline.Kind.LOCK, thread, lock.toString(), n, to));
        }
    }

    // ---- references ------------------------------------------------------------------------------------------------------

    /** By what the code says of itself: it has taken more than it gave back. */
    private void references(int thread) {
        for (String counter : history.counters(thread)) {
            int[] owned = history.ownedAfter(thread, counter);
            stretches(Timeline.Kind.REFERENCE, thread, counter, n -> owned[n] > 0);
        }
    }

    /** The last step uses memory that another thread has freed: since when its thread knew that memory, and nothing kept it there. */
    private void unprotected() {
        int last = history.size();
        if (last == 0 || history.step(last).edge() != null || history.step(last).node().op().touches() == null) {
            return;
        }
        Memory memory = history.step(last).node().op().touches();
        int user = history.step(last).thread();
        int freed = history.last(last, s -> !s.before().state().freed(memory, user) && s.after().state().freed(memory, user));
        if (freed == 0 || history.step(freed).thread() == user) {
            return;
        }
        String counter = memory.name() + ".refcnt";
        int[] owned = history.ownedAfter(user, counter);
        int from = last;
        while (from > 0 && !history.reader(user, from - 1) && owned[from - 1] <= 0) {
            from--;
        }
        from = Math.max(Math.max(from, history.gaveUp(user, counter, freed)), knows(user, memory));
        if (from < history.gone(memory, user)) {
            spans.add(new Timeline.Span(Timeline.Kind.UNPROTECTED, user, memory.name(), from, last));
        }
    }

    /** The step at which the thread first touched the memory or observed a pointer to it. */
    private int knows(int user, Memory memory) {
        return history.all(s -> s.thread() == user && (s.node().op().touches() == memory || observed(s) == memory)).get(0);
    }

    private Memory observed(Execution.Step step) {
        Operation op = step.node().op();
        boolean pointer = step.edge() != null && op.kind().is(OpKind.Trait.OBSERVES_VALUE) && op.cell().type == Cell.Type.POINTER;
        return pointer ? history.world().memoryOf(step.edge().observed()) : null;
    }

    // ---- grace periods -----------------------------------------------------------------------------------------------------

    private void gracePeriods() {
        for (int n = 1; n <= history.size(); n++) {
            Execution.Step step = history.step(n);
            Operation op = step.node().op();
            if (step.edge() != null && op.kind() == OpKind.SYNC_BEGIN) {
                int begin = n;
                int end = history.all(s -> s.thread() == step.thread() && s.edge() != null && s.node().op().kind() == OpKind.SYNC_END).stream()
                        .filter(m -> m > begin).findFirst().orElse(Timeline.OPEN);
                gracePeriods.add(new Timeline.GracePeriod(step.thread(), Operations.sync(op), n, end,
                        step.after().state().waitsFor(step.thread(), op.a())));
            } else if (step.edge() != null && op.kind() == OpKind.FREE_RCU) {
                int gone = history.gone(op.region(), step.thread());
                gracePeriods.add(new Timeline.GracePeriod(step.thread(), Operations.describe(op), n, gone >= n ? gone : Timeline.OPEN, readers(step, n)));
            }
        }
    }

    /** Who must leave before memory that was given to kfree_rcu() is gone: all who are readers then. */
    private List<Integer> readers(Execution.Step step, int n) {
        List<Integer> readers = new ArrayList<>();
        for (int t = 0; t < history.threads(); t++) {
            if (history.reader(t, n) && !step.after().state().gone(step.node().op().region(), step.thread())) {
                readers.add(t);
            }
        }
        return readers;
    }

    // ---- waiting -----------------------------------------------------------------------------------------------------------

    /** When each thread cannot go on, and why; whoever serves others and is not asked waits for nothing. */
    private void waits() {
        for (int thread = 0; thread < history.threads(); thread++) {
            String why = "";
            int since = 0;
            for (int n = 0; n <= history.size(); n++) {
                String now = why(thread, n);
                if (!now.equals(why)) {
                    waited(thread, why, since, n);
                    why = now;
                    since = n;
                }
            }
            waited(thread, why, since, Timeline.OPEN);
        }
    }

    private void waited(int thread, String why, int from, int to) {
        if (!why.isEmpty()) {
            waits.add(new Timeline.Wait(thread, why, from, to));
        }
    }

    private String why(int thread, int n) {
        Run there = history.after(n);
        Operation op = there.node(thread).op();
        if (!op.kind().is(OpKind.Trait.BLOCKS) || there.idle(thread) || there.canMove(thread)) {
            return "";
        }
        return Operations.describe(op) + new Waiting(history.until(n), new Argument()).forWhom(thread, op);
    }
}
