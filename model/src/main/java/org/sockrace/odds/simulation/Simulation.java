package org.sockrace.odds.simulation;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.sockrace.automata.World;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Monitor;
import org.sockrace.odds.Pace;
import org.sockrace.search.Stepper;

/**
 * Runs instances of a world, each with memory of its own, side by side on the {@linkplain Processors processors} of one machine, again and again. What a thread
 * does takes effect when its time is over. Who can not go on, because a lock is held or readers are inside, gives its processor up, and begins when it can;
 * several who can take a lock race for it. Not thread-safe.
 */
public final class Simulation {

    private static final int POLL = 1 << 14;
    private static final int READY = 0;
    private static final int RUNNING = 1;
    private static final int SLEEPING = 2;
    private static final int WAITING = 3;
    private static final int ENDED = 4;

    private final Stepper stepper;
    private final Machine machine;
    private final Target target;
    private final Tally tally;
    private final RandomGenerator dice;
    private final int threads;
    private final int words;
    private final Operations operations;
    private final long[] states;
    private final EventList events;
    private final Processors processors;
    private double now;
    /** By task: in which of the five states it is, what is left of its operation, of its slice, when it began to run or to queue, and its operation. */
    private final int[] state;
    private final double[] left;
    private final double[] slice;
    private final double[] since;
    private final double[] asked;
    /** By task: whether its event is the end of its slice; and how many attempts it has been in, so that events of former ones are known. */
    private final boolean[] sliceEnds;
    private final int[] attempt;
    /** By instance: how many of its tasks wait, and how many are under way; when its attempt began, and its steps. */
    private final int[] waiting;
    private final int[] active;
    private final double[] began;
    private final Steps[] steps;

    /**
     * A simulation.
     *
     * @param instances how many run side by side, at least 1
     * @param seed what the dice begin with
     */
    public Simulation(World world, Pace pace, List<Monitor> monitors, Machine machine, int instances, Target target, long seed, Budget budget) {
        this.stepper = new Stepper(world, monitors, budget);
        this.machine = machine;
        this.target = target;
        this.tally = new Tally();
        this.dice = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        this.threads = stepper.threads();
        this.words = stepper.words();
        this.operations = new Operations(world, pace, target.windows());
        int tasks = threads * instances;
        this.states = new long[words * instances];
        this.events = new EventList();
        this.processors = new Processors(machine.processors(), tasks);
        this.state = new int[tasks];
        Arrays.fill(state, ENDED);
        this.waiting = new int[instances];
        this.active = new int[instances];
        this.left = new double[tasks];
        this.slice = new double[tasks];
        this.since = new double[tasks];
        this.asked = new double[tasks];
        this.sliceEnds = new boolean[tasks];
        this.attempt = new int[tasks];
        this.began = new double[instances];
        this.steps = new Steps[instances];
        Arrays.setAll(steps, i -> new Steps());
    }

    /**
     * Runs until so many attempts have ended, or so much time has passed in each instance, or the budget is used up.
     *
     * @param attempts 0 for no limit but that of the intervals, the largest int
     * @param seconds virtual time; 0 for no limit
     */
    public Tally run(long attempts, double seconds, Budget budget) {
        for (int i = 0; i < steps.length; i++) {
            begin(i);
        }
        long most = attempts == 0 ? Integer.MAX_VALUE : Math.min(Integer.MAX_VALUE, attempts);
        while (!events.isEmpty() && tally.attempts() < most && (seconds == 0 || events.nextTime() < seconds)) {
            now = events.nextTime();
            long event = events.take();
            int task = (int) event;
            if (attempt[task] == (int) (event >>> Integer.SIZE)) {
                complete(task);
            }
            if (tally.event() % POLL == 0 && budget.spent() != null) {
                break;
            }
        }
        tally.ended(now);
        return tally;
    }

    // ---- attempts ------------------------------------------------------------------------------------------------------

    private void begin(int instance) {
        System.arraycopy(stepper.initial(), 0, states, instance * words, words);
        steps[instance].clear();
        began[instance] = now;
        for (int t = 0; t < threads; t++) {
            int task = instance * threads + t;
            slice[task] = machine.slice();
            arrive(task);
        }
        dispatch();
        if (active[instance] == 0) {
            throw new IllegalStateException("nobody can take a first step");
        }
    }

    private void end(int instance, boolean hit) {
        int first = instance * threads;
        for (int task = first; task < first + threads; task++) {
            attempt[task]++;
            if (state[task] == RUNNING) {
                processors.leave(task);
            } else if (state[task] == READY) {
                processors.forget(task);
            }
            is(task, WAITING);
        }
        tally.attempt(now - began[instance], hit, hit && tally.firstHit() == null ? steps[instance].schedule() : null, now);
        dispatch();
        begin(instance);
    }

    private void is(int task, int what) {
        int instance = task / threads;
        int before = state[task];
        waiting[instance] += (what == WAITING ? 1 : 0) - (before == WAITING ? 1 : 0);
        active[instance] += (what < WAITING ? 1 : 0) - (before < WAITING ? 1 : 0);
        state[task] = what;
    }

    // ---- steps ---------------------------------------------------------------------------------------------------------

    /** The time of a task has come: its operation is done, or its slice is over. */
    private void complete(int task) {
        int instance = task / threads;
        int thread = task % threads;
        if (sliceEnds[task]) {
            preempt(task);
            return;
        }
        int at = instance * words;
        int node = stepper.node(states, at, thread);
        int successors = stepper.step(states, at, thread);
        if (successors == 0) {
            int broken = stepper.stopped();
            if (broken == 0) {
                stop(task);
                settle(instance);
                return;
            }
            steps[instance].add(thread, 0);
            operations.done(stepper.roleOf(thread), node, now - asked[task], tally);
            end(instance, (broken & target.mask()) != 0);
            return;
        }
        int choice = successors == 1 ? 0 : dice.nextInt(successors);
        steps[instance].add(thread, choice);
        int broken = stepper.take(choice, states, at);
        operations.done(stepper.roleOf(thread), node, now - asked[task], tally);
        if ((broken & target.mask()) != 0 || target.looksAtStates() && (stepper.brokenThere(states, at) & target.mask()) != 0) {
            end(instance, true);
            return;
        }
        next(task);
        settle(instance);
    }

    /** The task has come to another operation; it keeps its processor if it goes on running. */
    private void next(int task) {
        boolean had = state[task] == RUNNING;
        slice[task] -= had ? now - since[task] : 0;
        is(task, WAITING);
        if (had) {
            processors.leave(task);
        }
        asked[task] = now;
        start(task, had && (slice[task] > 0 || !mayBePreempted(task)));
        if (had) {
            dispatch();
        }
    }

    /** The task begins its next operation as soon as it can. */
    private void arrive(int task) {
        asked[task] = now;
        start(task, false);
    }

    /** Begins the operation if it can; {@code first} says that a processor is the task's, because it had it and may keep it. */
    private void start(int task, boolean first) {
        int instance = task / threads;
        int thread = task % threads;
        int role = stepper.roleOf(thread);
        int node = stepper.node(states, instance * words, thread);
        if (operations.ends(role, node)) {
            is(task, ENDED);
            return;
        }
        if (operations.mayWait(role, node) && isBlocked(instance, thread)) {
            is(task, WAITING);
            return;
        }
        left[task] = stretched(operations.sample(role, node, dice), operations.isPreemptible(role, node));
        if (operations.sleeps(role, node)) {
            is(task, SLEEPING);
            sliceEnds[task] = false;
            happens(left[task], task);
        } else if (first) {
            processors.goBack(task);
            run(task);
        } else if (processors.enter(task)) {
            slice[task] = machine.slice();
            run(task);
        } else {
            enqueue(task);
        }
    }

    private boolean isBlocked(int instance, int thread) {
        return stepper.step(states, instance * words, thread) == 0 && stepper.stopped() == 0;
    }

    /** What other work makes of the time of an operation. */
    private double stretched(double time, boolean preemptible) {
        double all = time;
        if (machine.preemptEvery() > 0 && preemptible) {
            for (double at = machine.preemptEvery() * dice.nextExponential(); at < time; at += machine.preemptEvery() * dice.nextExponential()) {
                all += machine.preemptFor() * dice.nextExponential();
                tally.preemption();
            }
        }
        return all;
    }

    /** Whoever waited and can go on now does; if nobody can, the attempt is over. */
    private void settle(int instance) {
        int first = instance * threads;
        for (int task = first; waiting[instance] > 0 && task < first + threads; task++) {
            if (state[task] == WAITING) {
                start(task, false);
            }
        }
        dispatch();
        if (active[instance] == 0) {
            int at = instance * words;
            boolean hit = (stepper.brokenThere(states, at) & target.mask()) != 0 || target.isMetBy(stepper.ending(states, at));
            end(instance, hit);
        }
    }

    // ---- processors ----------------------------------------------------------------------------------------------------

    private void run(int task) {
        is(task, RUNNING);
        since[task] = now;
        sliceEnds[task] = processors.areCrowded() && slice[task] < left[task] && mayBePreempted(task);
        happens(sliceEnds[task] ? slice[task] : left[task], task);
    }

    private void happens(double in, int task) {
        events.add(now + in, (long) attempt[task] << Integer.SIZE | task);
    }

    private boolean mayBePreempted(int task) {
        int thread = task % threads;
        return operations.isPreemptible(stepper.roleOf(thread), stepper.node(states, task / threads * words, thread));
    }

    private void enqueue(int task) {
        is(task, READY);
        slice[task] = machine.slice();
        since[task] = now;
        processors.queue(task);
    }

    /** Its slice is over: it goes to the end of the queue, and on if it is the only one there. */
    private void preempt(int task) {
        left[task] -= now - since[task];
        sliceEnds[task] = false;
        processors.leave(task);
        enqueue(task);
        dispatch();
        if (state[task] == READY) {
            tally.preemption();
        }
    }

    /** Whose operation turns out to be impossible gives its processor up. */
    private void stop(int task) {
        if (state[task] == RUNNING) {
            processors.leave(task);
        }
        is(task, WAITING);
        dispatch();
    }

    private void dispatch() {
        for (int task = processors.dispatch(); task >= 0; task = processors.dispatch()) {
            if (now > since[task]) {
                tally.queue(now - since[task]);
            }
            run(task);
        }
    }
}
