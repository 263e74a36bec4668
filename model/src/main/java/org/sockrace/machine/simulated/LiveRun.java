package org.sockrace.machine.simulated;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.sockrace.automata.Node;
import org.sockrace.automata.Note;
import org.sockrace.automata.OpKind;
import org.sockrace.automata.Operation;
import org.sockrace.automata.World;
import org.sockrace.explore.Execution;

/**
 * Runs the threads' code itself along an execution, each thread on one of its own, so that a debugger stops in the code at the step at which it is run. One
 * thread runs at a time: the one whose step is next, from where it observed something to where it is about to observe again. What it asks the machine for is
 * compared with the execution, operation by operation; what it observes is what it observed there.
 *
 * <p>A thread that takes step 12 is called {@code T0 step 12} meanwhile, then {@code T0 after step 12}. Nothing depends on time: threads may be suspended for
 * as long as one likes. Not thread-safe, and for one run.
 */
public final class LiveRun {

    private static final int POLL_MILLIS = 100;

    private final SimulatedMachine machine;
    private final Execution execution;
    private final List<LiveThread> threads = new ArrayList<>();
    private final Semaphore done = new Semaphore(0);
    /** The step that is taken, from 1. */
    private int step;
    /** Who takes it; null if nobody is to perform anything any more. */
    private LiveThread taking;
    private volatile boolean over;
    private volatile Throwable failure;

    LiveRun(SimulatedMachine machine, List<ThreadProgram> programs, Execution execution) {
        this.machine = machine;
        this.execution = execution;
        World world = execution.world();
        int[] roles = world.roles();
        for (int t = 0; t < roles.length; t++) {
            threads.add(new LiveThread(programs.get(roles[t]), roles[t], world.threadName(t)));
        }
    }

    /**
     * Runs all steps.
     *
     * @param cancelled polled all the time; true ends it soon
     * @return how many operations were those of the execution: all of them, unless cancelled
     * @throws IllegalStateException if the code does something else than the execution: then one of the two is wrong
     */
    public int run(BooleanSupplier cancelled) {
        try {
            threads.forEach(LiveThread::start);
            for (Execution.Step next : execution.steps()) {
                step++;
                taking = threads.get(next.thread());
                if (!turn(taking, "", cancelled)) {
                    return step - 1;
                }
            }
            taking = null;
            boolean whole = true;
            for (int t = 0; whole && t < threads.size(); t++) {
                boolean ends = execution.end().get(t).op().kind() == OpKind.DONE;
                whole = !ends || turn(threads.get(t), "after ", cancelled);
            }
            return step;
        } finally {
            over = true;
            threads.forEach(thread -> thread.go.release());
            machine.interpreter = machine.setup;
        }
    }

    /** Lets that thread go, and waits for it. */
    private boolean turn(LiveThread thread, String when, BooleanSupplier cancelled) {
        thread.real.setName(thread.name + " " + when + "step " + step);
        thread.go.release();
        try {
            while (!done.tryAcquire(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                if (cancelled.getAsBoolean()) {
                    return false;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        thread.real.setName(thread.name + " after step " + step);
        if (failure != null) {
            throw new IllegalStateException(failure.getMessage(), failure);
        }
        return true;
    }

    /** A thread that runs its program when it is told to. */
    private final class LiveThread extends CodeRun {

        private final String name;
        private final Thread real;
        private final Semaphore go = new Semaphore(0);
        private LocalState before;
        /** The last step that it has taken, or null. */
        private Execution.Step last;

        LiveThread(ThreadProgram program, int role, String name) {
            super(LiveRun.this.machine, program, role, new RoleMemory(LiveRun.this.machine, role, null));
            this.name = name;
            this.real = new Thread(this::live, name);
            real.setDaemon(true);
            before = new LocalState(machine, program.variables());
            before.tidy(program, memory);
        }

        void start() {
            real.start();
        }

        private void live() {
            try {
                await();
                while (before.calls < program.calls().size()) {
                    int call = before.calls;
                    int result = run(before);
                    returned(result);
                    returnedAsThen(call, result);
                    before = state;
                }
                expect(taking == null, "has ended");
                done.release();
            } catch (Unwind unwound) {
                // nobody waits for it any more, or it has broken something
            } catch (RuntimeException e) {
                crashed(e);
                done.release();
            } catch (Error e) {
                failure = e;
                done.release();
            }
        }

        private void crashed(RuntimeException e) {
            try {
                Crash crash = Crash.of(e, machine.positions::isSource);
                expect(taking == this && now().node().broken() == crash.property(), "crashes: " + crash.message());
            } catch (RuntimeException own) {
                failure = own;
            }
        }

        private Execution.Step now() {
            return execution.steps().get(step - 1);
        }

        private void await() {
            go.acquireUninterruptibly();
            if (over) {
                throw Unwind.INSTANCE;
            }
            machine.interpreter = this;
        }

        /** What a call returned stands with the last operation that the thread has performed. */
        private void returnedAsThen(int call, int result) {
            if (last != null) {
                expect(last.edge().notes().contains(new Note.Returned(call, result)), "returns " + result + " from its call " + (call + 1));
            }
        }

        private void expect(boolean so, String what) {
            if (!so && failure == null) {
                Node then = step == 0 ? null : now().node();
                failure = new IllegalStateException("the code does not do what the execution says: at step " + step + " " + name + " " + what
                        + (then == null ? "" : "; the execution has " + then.op() + " at " + then.at()));
            }
        }

        @Override
        public int perform(Operation op) {
            if (imageText(op)) {
                return 0;
            }
            expect(taking == this, "goes on with " + op);
            Execution.Step now = now();
            // Where the thread's own history says that the operation breaks something, the automaton has the violation in its place.
            boolean violation = now.node().broken() != null && now.node().op().kind() == OpKind.VIOLATION;
            expect(violation || op.equals(now.node().op()), "performs " + op);
            expect(here().equals(now.node().at()), "performs " + op + " at " + here());
            if (now.edge() == null || failure != null) {
                done.release();
                throw Unwind.INSTANCE;
            }
            approach(op);
            passed(op, now.edge().observed());
            last = now;
            done.release();
            await();
            return now.edge().observed();
        }
    }
}
