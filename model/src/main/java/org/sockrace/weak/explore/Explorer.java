package org.sockrace.weak.explore;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.sockrace.weak.explore.Exchange.Waiting;
import org.sockrace.weak.model.ModelKind;

/**
 * Visits the executions of a program that a model allows and in which program order and reads-from make no cycle, each of them once: {@link Growth} says how.
 * Nothing is remembered of what was visited, so several workers have nothing to agree on: who has nothing to do gets a graph of another, the one from which
 * most is left to grow.
 */
public final class Explorer {

    private final Program program;
    private final ModelKind model;
    private final BooleanSupplier cancelled;
    private final Horizon horizon;
    private final List<Worker> workers = new ArrayList<>();
    private final Exchange exchange;
    private final AtomicLong executions = new AtomicLong();
    private final AtomicLong blocked = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private volatile boolean stopped;

    /** Gets the executions. */
    @FunctionalInterface
    public interface Visitor {

        /**
         * An execution to which nothing can be added.
         *
         * @param complete whether all threads have ended; else some wait for what does not come, or for a grace period that does not end
         * @param position where it stands among all executions
         * @return whether to go on
         */
        boolean visit(ExecutionGraph graph, boolean complete, Position position);
    }

    /**
     * An exploration by one worker, the calling thread.
     *
     * @param cancelled whether to stop
     * @param visitor gets each execution
     */
    public Explorer(Program program, ModelKind model, BooleanSupplier cancelled, Visitor visitor) {
        this(program, model, cancelled, new Horizon(Integer.MAX_VALUE), List.of(visitor));
    }

    /**
     * An exploration by several workers, the first of which is the calling thread.
     *
     * @param program what all threads may use at once
     * @param cancelled whether to stop; one worker at a time asks
     * @param horizon how far it goes
     * @param visitors one for each worker, which only it calls
     */
    public Explorer(Program program, ModelKind model, BooleanSupplier cancelled, Horizon horizon, List<? extends Visitor> visitors) {
        this.program = program;
        this.model = model;
        this.cancelled = cancelled;
        this.horizon = horizon;
        visitors.forEach(visitor -> workers.add(new Worker(visitor)));
        ExecutionGraph empty = new ExecutionGraph(program);
        this.bytes.set(empty.bytes());
        this.exchange = new Exchange(workers.size(), new Waiting(empty, Position.FIRST));
    }

    /** One thread's part of the work. */
    private final class Worker {
        private final Visitor visitor;
        private final Growth growth = new Growth(program, model);
        private final Standstill standstill = new Standstill(model);
        private final List<ExecutionGraph> grown = new ArrayList<>();
        /** The graphs that it has still to visit, the next one at the end. */
        private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();

        Worker(Visitor visitor) {
            this.visitor = visitor;
        }

        /** Works until nobody has anything to do. Whatever goes wrong, nobody waits for this worker any more. */
        void work() {
            boolean done = false;
            try {
                for (Waiting at = next(); at != null; at = next()) {
                    visit(at);
                    if (exchange.isWanted() && waiting.size() > 1) {
                        exchange.give(waiting.removeFirst());
                    }
                }
                done = true;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                waiting.clear();
                if (!done) {
                    stop();
                }
            }
        }

        private Waiting next() throws InterruptedException {
            if (stopped) {
                return null;
            }
            Waiting last = waiting.pollLast();
            return last == null ? exchange.take() : last;
        }

        private void visit(Waiting at) {
            if (isCancelled()) {
                stop();
            } else if (!horizon.isBehind(at.position())) {
                try {
                    grow(at);
                } catch (RuntimeException e) {
                    horizon.failed(at.position(), e);
                }
            }
        }

        private void grow(Waiting at) {
            grown.clear();
            long more = -at.graph().bytes();
            boolean grows = growth.grow(at.graph(), grown);
            if (grows) {
                for (int way = grown.size() - 1; way >= 0; way--) {
                    waiting.addLast(new Waiting(grown.get(way), at.position().along(way)));
                    more += grown.get(way).bytes();
                }
            }
            bytes.addAndGet(more);
            if (!grows) {
                end(at);
            }
        }

        private void end(Waiting at) {
            boolean complete = at.graph().isComplete();
            ExecutionGraph possible = complete ? at.graph() : standstill.possible(at.graph());
            if (possible == null) {
                return;
            }
            (complete ? executions : blocked).incrementAndGet();
            if (!visitor.visit(possible, complete, at.position())) {
                stop();
            }
        }
    }

    private void stop() {
        stopped = true;
        exchange.close();
    }

    /** Whether to stop; nobody asks again once the answer was yes. */
    private synchronized boolean isCancelled() {
        if (!stopped && cancelled.getAsBoolean()) {
            stopped = true;
        }
        return stopped;
    }

    /**
     * Visits all executions up to the horizon; whether it was neither cancelled nor told to stop, nor the thread interrupted.
     *
     * @throws RuntimeException what a visitor or the program throws; of several, what a single worker would have met first
     * @throws Error what any worker throws
     */
    public boolean run() {
        List<FutureTask<?>> tasks = new ArrayList<>();
        workers.forEach(worker -> tasks.add(new FutureTask<>(worker::work, null)));
        ExecutorService pool = workers.size() > 1 ? Executors.newFixedThreadPool(workers.size() - 1) : null;
        try {
            tasks.subList(1, tasks.size()).forEach(task -> pool.execute(task));
            tasks.get(0).run();
        } finally {
            if (pool != null) {
                pool.shutdown();
            }
        }
        Throwable failed = null;
        for (FutureTask<?> task : tasks) {
            Throwable failure = failure(task);
            failed = failed == null ? failure : failed;
        }
        if (failed instanceof Error error) {
            throw error;
        }
        horizon.check();
        return !stopped;
    }

    /** What became of a worker, after it has ended; null if nothing went wrong. */
    private Throwable failure(FutureTask<?> task) {
        try {
            task.get();
            return null;
        } catch (ExecutionException e) {
            return e.getCause();
        } catch (InterruptedException e) {
            stop();
            Throwable failure = failure(task);
            Thread.currentThread().interrupt();
            return failure;
        }
    }

    /** How many complete executions were visited. */
    public long executions() {
        return executions.get();
    }

    /** How many executions were visited in which a thread waits for what does not come. */
    public long blocked() {
        return blocked.get();
    }

    /** How many graphs the model has judged; when it has ended. */
    public long checks() {
        return workers.stream().mapToLong(worker -> worker.growth.checks() + worker.standstill.checks()).sum();
    }

    /** About how many bytes the graphs take that are to be visited. */
    public long bytes() {
        return bytes.get();
    }
}
