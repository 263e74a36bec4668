package org.sockrace.search;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Visits every reachable state, level by level. Each worker owns the states whose hash is its own and hands the others on, so the visited set needs no
 * locks (Stern, Dill: Parallelizing the Murphi verifier, 1997).
 */
public final class BreadthFirst {

    /** Hears that a level is complete. */
    @FunctionalInterface
    public interface Listener {
        /** So many states are visited, so many wait, at that distance from the initial state. */
        void level(long states, long frontier, int level);
    }

    private static final int WORTH_SHARING = 4_000;
    private static final int BATCH = 1 << 14;
    private final Model model;
    private final Limits limits;
    private final Listener listener;
    private final List<Worker> workers = new ArrayList<>();

    /** A search by so many threads. */
    public BreadthFirst(Model model, int threads, Limits limits, Listener listener) {
        this.model = model;
        this.limits = limits;
        this.listener = listener;
        for (int i = 0; i < threads; i++) {
            workers.add(new Worker(i, threads));
        }
    }

    /** One thread's part of the states. */
    private final class Worker {
        private final int me;
        private final int all;
        private final int words = model.words();
        private final StateSet visited = new StateSet(words);
        private final Findings findings = new Findings(model);
        private final Expander expander = new Expander(model, findings);
        private final LongBuffer[] outbox;
        private LongBuffer frontier = new LongBuffer(words);
        private LongBuffer next = new LongBuffer(words);
        private int expanded;
        private long transitions;

        Worker(int me, int all) {
            this.me = me;
            this.all = all;
            this.outbox = new LongBuffer[all];
            for (int i = 0; i < all; i++) {
                outbox[i] = new LongBuffer(words);
            }
        }

        void offer(long[] states, int at) {
            long hash = StateSet.hash(states, at, words);
            int owner = all == 1 ? 0 : (int) ((hash >>> 33 & 0xFFFF) % all);
            if (owner == me) {
                if (visited.add(states, at, hash)) {
                    next.add(states, at);
                }
            } else {
                outbox[owner].add(states, at);
            }
        }

        /** Expands up to a batch of states; tells whether some are left. */
        boolean expandSome() {
            int end = Math.min(frontier.size(), expanded + BATCH);
            for (; expanded < end; expanded++) {
                expander.expand(frontier.data(), expanded * words);
                transitions += expander.count;
                for (int i = 0; i < expander.count; i++) {
                    offer(expander.out, i * words);
                }
            }
            return expanded < frontier.size();
        }

        void collect() {
            for (Worker other : workers) {
                LongBuffer box = other.outbox[me];
                for (int i = 0; i < box.size(); i++) {
                    offer(box.data(), i * words);
                }
                box.clear();
            }
        }

        void nextLevel() {
            LongBuffer done = frontier;
            frontier = next;
            next = done;
            next.clear();
            expanded = 0;
        }

        long bytes() {
            long sum = visited.bytes() + frontier.bytes() + next.bytes();
            for (LongBuffer box : outbox) {
                sum += box.bytes();
            }
            return sum;
        }
    }

    /** Searches until everything is visited or a limit is reached. */
    public SearchResult run() {
        ExecutorService pool = workers.size() > 1 ? Executors.newFixedThreadPool(workers.size() - 1) : null;
        try {
            return search(pool);
        } finally {
            if (pool != null) {
                pool.shutdownNow();
            }
        }
    }

    private SearchResult search(ExecutorService pool) {
        int words = model.words();
        for (int i = 0; i < model.initial.length; i += words) {
            workers.get(0).offer(model.initial, i);
        }
        workers.forEach(Worker::collect);
        workers.forEach(Worker::nextLevel);
        int level = 1;
        String limit = null;
        long peak = 0;
        while (limit == null && frontier() > 0) {
            boolean left = true;
            while (left && limit == null) {
                try {
                    left = expandSome(pool);
                } catch (OutOfMemoryError e) {
                    limit = "out of memory";
                    break;
                }
                peak = Math.max(peak, bytes());
                limit = limits.reached(states(), bytes());
            }
            workers.forEach(Worker::nextLevel);
            listener.level(states(), frontier(), level);
            level += frontier() > 0 ? 1 : 0;
        }
        Findings all = new Findings(model);
        workers.forEach(w -> all.merge(w.findings));
        long transitions = workers.stream().mapToLong(w -> w.transitions).sum();
        return new SearchResult(all, states(), transitions, level, limit, peak);
    }

    private boolean expandSome(ExecutorService pool) {
        List<Callable<Boolean>> expand = new ArrayList<>();
        List<Callable<Boolean>> collect = new ArrayList<>();
        for (Worker w : workers) {
            expand.add(w::expandSome);
            collect.add(() -> {
                w.collect();
                return false;
            });
        }
        ExecutorService used = frontier() > WORTH_SHARING ? pool : null;
        boolean left = all(used, expand);
        all(used, collect);
        return left;
    }

    private static boolean all(ExecutorService pool, List<Callable<Boolean>> tasks) {
        try {
            boolean any = false;
            if (pool == null) {
                for (Callable<Boolean> task : tasks) {
                    any |= task.call();
                }
                return any;
            }
            var rest = tasks.subList(1, tasks.size()).stream().map(pool::submit).toList();
            any = tasks.get(0).call();
            for (var future : rest) {
                any |= future.get();
            }
            return any;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof OutOfMemoryError full) {
                throw full;
            }
            throw new IllegalStateException(e.getCause());
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private long frontier() {
        return workers.stream().mapToLong(w -> w.frontier.size()).sum();
    }

    private long states() {
        return workers.stream().mapToLong(w -> w.visited.size()).sum();
    }

    private long bytes() {
        return workers.stream().mapToLong(Worker::bytes).sum();
    }
}
