package org.sockrace.weak.litmus;

import java.util.Arrays;
import java.util.List;
import org.sockrace.weak.explore.Action;
import org.sockrace.weak.explore.Local;
import org.sockrace.weak.graph.Event.Kind;
import org.sockrace.weak.litmus.ThreadPath.Constraint;
import org.sockrace.weak.litmus.ThreadPath.Step;

/** Where a thread of a test stands: its events so far, and the paths that what it has read leaves open, all of which go on with the same event. */
final class PathWalk implements Local {

    private final LitmusTest test;
    private final List<ThreadPath> open;
    private final int done;
    private final long[] values;
    private final Runnable wild;
    /** Made when it is first asked for. */
    private Action next;

    private PathWalk(LitmusTest test, List<ThreadPath> open, int done, long[] values, Runnable wild) {
        this.test = test;
        this.open = open;
        this.done = done;
        this.values = values;
        this.wild = wild;
    }

    /** Where a thread begins. {@code wild} is told when it is about to use as an address what is none. */
    static PathWalk start(LitmusTest test, List<ThreadPath> paths, Runnable wild) {
        int longest = paths.stream().mapToInt(p -> p.steps().size()).max().orElse(0);
        long[] values = new long[longest];
        Arrays.fill(values, Term.UNKNOWN);
        return new PathWalk(test, paths, 0, values, wild);
    }

    @Override
    public Status status() {
        if (open.isEmpty()) {
            return Status.BLOCKED;
        }
        if (done == path().steps().size()) {
            return Status.ENDED;
        }
        Step step = path().steps().get(done);
        if (step.location() != null && location(step) < 0) {
            wild.run();
            return Status.BLOCKED;
        }
        return Status.READY;
    }

    /** What a local variable holds in the end, if the thread has ended. */
    long register(String name) {
        return path().registers().getOrDefault(name, Operand.ZERO.term()).value(values, 0);
    }

    private ThreadPath path() {
        return open.get(0);
    }

    private int location(Step step) {
        return step.location() == null ? Action.NONE : test.locations().at(step.location().value(values, 0));
    }

    @Override
    public Action next() {
        next = next == null ? action(path().steps().get(done)) : next;
        return next;
    }

    private Action action(Step step) {
        long value = step.event().kind() == Kind.WRITE ? step.value().value(values, 0) : 0;
        return new Action(step.event(), location(step), value, step.addr(), step.data(), step.ctrl(), step.rmwRead());
    }

    @Override
    public Action reading(long value) {
        PathWalk after = after(value);
        return action((after.open.isEmpty() ? path() : after.path()).steps().get(done));
    }

    @Override
    public PathWalk after(long value) {
        Step step = path().steps().get(done);
        long[] known = values.clone();
        known[done] = step.event().kind() == Kind.READ ? value : step.value() == null ? Term.UNKNOWN : step.value().value(values, 0);
        List<ThreadPath> left = step.event().kind() != Kind.READ || open.size() == 1 && path().constraints().isEmpty() ? open
                : open.stream().filter(p -> allows(p, known)).toList();
        return new PathWalk(test, left, done + 1, known, wild);
    }

    private static boolean allows(ThreadPath path, long[] values) {
        for (Constraint constraint : path.constraints()) {
            if (constraint.contradicts(constraint.condition().value(values, 0))) {
                return false;
            }
        }
        return true;
    }
}
