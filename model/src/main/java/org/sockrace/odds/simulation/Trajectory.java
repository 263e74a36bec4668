package org.sockrace.odds.simulation;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.sockrace.explore.Ending;
import org.sockrace.search.Stepper;

/**
 * One attempt on a machine with a processor for each thread, which can be kept in the middle and gone on with from there, more than once. What is kept are the
 * state and how long each thread has been at its operation: what is left of that is drawn again, since all that is known of it is that it is not over. Not
 * thread-safe.
 */
final class Trajectory {

    private static final double NEVER = Double.POSITIVE_INFINITY;

    /**
     * An attempt that is kept.
     *
     * @param state the state; null if the goal is met
     * @param worked how long each thread has worked at its operation; not a number if it does nothing
     * @param steps the steps so far
     */
    record Kept(long[] state, double[] worked, int[] steps) {

        boolean isMet() {
            return state == null;
        }
    }

    private final Stepper stepper;
    private final Operations operations;
    private final Target target;
    private final RandomGenerator dice;
    private final int threads;
    private final Steps steps = new Steps();
    private final long[] state;
    private double now;
    /** By thread: when its operation is done, never if it waits or has ended; and when it began with it, which may be less than 0. */
    private final double[] due;
    private final double[] since;
    private boolean met;
    private boolean over;
    private long events;

    Trajectory(Stepper stepper, Operations operations, Target target, RandomGenerator dice) {
        this.stepper = stepper;
        this.operations = operations;
        this.target = target;
        this.dice = dice;
        this.threads = stepper.threads();
        this.state = new long[stepper.words()];
        this.due = new double[threads];
        this.since = new double[threads];
    }

    /** Begins a new attempt. */
    void begin() {
        System.arraycopy(stepper.initial(), 0, state, 0, state.length);
        steps.clear();
        start();
        Arrays.fill(due, NEVER);
        settle();
    }

    /** Begins a new attempt, of which one thread begins so much later. */
    void begin(int thread, double later) {
        begin();
        due[thread] += later;
    }

    /** Goes on with an attempt that was kept. */
    void begin(Kept kept) {
        steps.set(kept.steps());
        start();
        if (kept.isMet()) {
            met = true;
            over = true;
            return;
        }
        System.arraycopy(kept.state(), 0, state, 0, state.length);
        for (int t = 0; t < threads; t++) {
            due[t] = NEVER;
            if (!Double.isNaN(kept.worked()[t])) {
                since[t] = -kept.worked()[t];
                due[t] = operations.rest(stepper.roleOf(t), stepper.node(state, 0, t), kept.worked()[t], dice);
            }
        }
    }

    private void start() {
        now = 0;
        met = false;
        over = false;
    }

    /** What is to be kept of it as it is now. */
    Kept keep() {
        if (met) {
            return new Kept(null, null, steps.copy());
        }
        double[] at = new double[threads];
        for (int t = 0; t < threads; t++) {
            at[t] = due[t] == NEVER ? Double.NaN : now - since[t];
        }
        return new Kept(state.clone(), at, steps.copy());
    }

    /** Goes on until the next operation is done. */
    void step() {
        int next = 0;
        for (int t = 1; t < threads; t++) {
            next = due[t] < due[next] ? t : next;
        }
        events++;
        now = due[next];
        complete(next);
    }

    private void complete(int thread) {
        due[thread] = NEVER;
        int successors = stepper.step(state, 0, thread);
        int broken;
        if (successors == 0) {
            broken = stepper.stopped();
            if (broken != 0) {
                steps.add(thread, 0);
                end((broken & target.mask()) != 0);
                return;
            }
        } else {
            int choice = successors == 1 ? 0 : dice.nextInt(successors);
            steps.add(thread, choice);
            broken = stepper.take(choice, state, 0);
            if ((broken & target.mask()) != 0 || target.looksAtStates() && (stepper.brokenThere(state, 0) & target.mask()) != 0) {
                end(true);
                return;
            }
        }
        settle();
    }

    private void end(boolean hit) {
        met = hit;
        over = true;
    }

    /** Whoever does nothing and can go on now does; if nobody does anything, the attempt is over. */
    private void settle() {
        boolean some = false;
        for (int t = 0; t < threads; t++) {
            if (due[t] == NEVER && canStart(t)) {
                since[t] = now;
                due[t] = now + operations.sample(stepper.roleOf(t), stepper.node(state, 0, t), dice);
            }
            some |= due[t] != NEVER;
        }
        if (!some) {
            end((stepper.brokenThere(state, 0) & target.mask()) != 0 || target.isMetBy(stepper.ending(state, 0)));
        }
    }

    private boolean canStart(int thread) {
        int role = stepper.roleOf(thread);
        int node = stepper.node(state, 0, thread);
        return !operations.ends(role, node)
                && !(operations.mayWait(role, node) && stepper.step(state, 0, thread) == 0 && stepper.stopped() == 0);
    }

    /** The state, of one thread after the other as a stepper packs it. Not to be changed. */
    long[] state() {
        return state;
    }

    /** How much time has passed since the attempt began, or was gone on with. */
    double now() {
        return now;
    }

    boolean hasEnded(int thread) {
        return operations.ends(stepper.roleOf(thread), stepper.node(state, 0, thread));
    }

    /** The final state, or null if the attempt has come to none: something is broken. */
    Ending ending() {
        return stepper.ending(state, 0);
    }

    boolean isMet() {
        return met;
    }

    boolean isOver() {
        return over;
    }

    /** How many events there were, in all attempts. */
    long events() {
        return events;
    }
}
