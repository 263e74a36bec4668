package org.sockrace.explore;

import java.util.ArrayList;
import java.util.List;
import org.sockrace.automata.Node;
import org.sockrace.automata.OpKind;
import org.sockrace.automata.World;
import org.sockrace.semantics.Result;
import org.sockrace.semantics.Run;

/**
 * Finds the schedule of one system that is nearest to a schedule of another: each step is taken by the same thread, if there it can move, and is left out if it
 * cannot; in the end whoever can move does, as long as it can. Not thread-safe.
 */
public final class Follower {

    private final Source source;
    private final Budget budget;
    private final int most;

    /** Follows in that source's automata, for no more than so many steps. */
    public Follower(Source source, Budget budget, int most) {
        this.source = source;
        this.budget = budget;
        this.most = most;
    }

    /**
     * The nearest schedule. It may break something before its end.
     *
     * @param wanted the schedule of the other system
     * @throws CutShortException if the budget is used up meanwhile
     */
    public Schedule nearest(Schedule wanted) {
        while (true) {
            Attempt attempt = new Attempt(source.world(budget));
            if (attempt.follow(wanted) || !source.extend(List.of(attempt.unknown), budget)) {
                return new Schedule(attempt.steps);
            }
        }
    }

    /**
     * The schedule as far as it fits step by step: it ends before the first one that cannot be taken.
     *
     * @param wanted the schedule of the other system
     * @throws CutShortException if the budget is used up meanwhile
     */
    public Schedule fitting(Schedule wanted) {
        while (true) {
            Attempt attempt = new Attempt(source.world(budget));
            attempt.fit(wanted);
            if (attempt.unknown == null || !source.extend(List.of(attempt.unknown), budget)) {
                return new Schedule(attempt.steps);
            }
        }
    }

    /** One try, on automata that may turn out to be too small. */
    private final class Attempt {

        private final Run now;
        private final List<Schedule.Step> steps = new ArrayList<>();
        private Source.Unknown unknown;
        private boolean broken;

        Attempt(World world) {
            this.now = new Run(world);
        }

        /** Whether the automata are large enough. */
        boolean follow(Schedule wanted) {
            int last = 0;
            for (Schedule.Step step : wanted.steps()) {
                if (step.thread() < now.threads()) {
                    take(step.thread(), step.choice());
                    last = step.thread();
                }
            }
            for (int tried = 0; tried < now.threads() && !over();) {
                tried = take(last, 0) ? 0 : tried + 1;
                last = tried == 0 ? last : (last + 1) % now.threads();
            }
            return unknown == null;
        }

        void fit(Schedule wanted) {
            for (Schedule.Step step : wanted.steps()) {
                if (step.thread() >= now.threads() || step.choice() >= choices(step.thread()) || !take(step.thread(), step.choice())) {
                    return;
                }
            }
        }

        private int choices(int thread) {
            return now.node(thread).op().kind() == OpKind.CHOICE ? now.node(thread).op().a() : 1;
        }

        private boolean over() {
            return unknown != null || broken || steps.size() >= most;
        }

        /** Whether the thread could move. */
        private boolean take(int thread, int choice) {
            if (over()) {
                return false;
            }
            budget.check();
            Node node = now.node(thread);
            int chosen = node.op().kind() == OpKind.CHOICE && choice < node.op().a() ? choice : 0;
            Run.Step done = now.copy().step(thread, chosen);
            if (done.result() instanceof Result.Unknown) {
                unknown = new Source.Unknown(now.role(thread), now.number(thread), now.observes(thread));
                return false;
            }
            if (done.result().stays()) {
                return false;
            }
            broken = done.result() instanceof Result.Broken;
            now.step(thread, chosen);
            steps.add(new Schedule.Step(thread, chosen));
            return true;
        }
    }
}
