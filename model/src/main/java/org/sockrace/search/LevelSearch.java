package org.sockrace.search;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Claim;
import org.sockrace.explore.Exploration;
import org.sockrace.explore.Findings;
import org.sockrace.explore.Progress;

/** One breadth-first search of one model by several workers. */
final class LevelSearch {

    private static final int WORTH_SHARING = 4_000;
    private static final int BATCH = 1 << 14;
    /** With more states than that, it pays to remember more. */
    private static final int MANY = 1 << 14;
    private static final int REMEMBERED = 1 << 16;
    private final Model model;
    private final Budget budget;
    private final List<Worker> workers = new ArrayList<>();
    private long whenUnknown = -1;

    LevelSearch(Model model, Budget budget, int threads) {
        this.model = model;
        this.budget = budget;
        for (int i = 0; i < threads; i++) {
            workers.add(new Worker(i, threads));
        }
        workers.get(0).findings.starts();
    }

    /** One thread's part of the states. */
    private final class Worker {
        private final int me;
        private final int all;
        private final int words = model.words();
        private StateSet visited = new StateSet(words);
        private Arrivals arrivals = new Arrivals(visited);
        private Cache cache = new Cache(1 << 10, words);
        private final Findings findings = new Findings(model.world);
        private final Expander expander = new Expander(model, findings);
        private LongBuffer[] outbox;
        private LongBuffer frontier = new LongBuffer(words);
        private LongBuffer next = new LongBuffer(words);
        private int expanded;
        private long transitions;
        private long size;

        Worker(int me, int all) {
            this.me = me;
            this.all = all;
            this.outbox = new LongBuffer[all];
            for (int i = 0; i < all; i++) {
                outbox[i] = new LongBuffer(words);
            }
        }

        /** What this worker has offered before, as far as it remembers, is with its owner, or on its way there. */
        void offer(long[] states, int at) {
            long hash = StateSet.hash(states, at, words);
            if (!cache.met(states, at, hash)) {
                send(states, at, hash);
            }
        }

        private void send(long[] states, int at, long hash) {
            int owner = all == 1 ? 0 : (int) ((hash >>> 33 & 0xFFFF) % all);
            if (owner == me) {
                arrivals.add(states, at, hash, next);
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
            arrivals.enter(next);
            return expanded < frontier.size();
        }

        void collect() {
            for (Worker other : workers) {
                LongBuffer box = other.outbox[me];
                for (int i = 0; i < box.size(); i++) {
                    send(box.data(), i * words, StateSet.hash(box.data(), i * words, words));
                }
                box.clear();
            }
            arrivals.enter(next);
        }

        /** Lets go of the states: what was found needs the room. */
        void release() {
            size = visited.size();
            visited = null;
            arrivals = null;
            cache = null;
            frontier = null;
            next = null;
            outbox = null;
        }

        void nextLevel(int level) {
            findings.level(level);
            LongBuffer done = frontier;
            frontier = next;
            next = done;
            next.clear();
            expanded = 0;
            if (visited.size() > MANY && cache.states() < REMEMBERED) {
                cache = new Cache(REMEMBERED, words);
            }
        }

        long bytes() {
            long sum = visited.bytes() + cache.bytes() + frontier.bytes() + next.bytes();
            for (LongBuffer box : outbox) {
                sum += box.bytes();
            }
            return sum;
        }
    }

    /** Searches until everything is visited or a limit is reached. */
    Exploration run() {
        ExecutorService pool = workers.size() > 1 ? Executors.newFixedThreadPool(workers.size() - 1) : null;
        try {
            return search(pool);
        } finally {
            if (pool != null) {
                pool.shutdownNow();
            }
        }
    }

    private Exploration search(ExecutorService pool) {
        int words = model.words();
        for (int i = 0; i < model.initial.length; i += words) {
            workers.get(0).offer(model.initial, i);
        }
        workers.forEach(Worker::collect);
        workers.forEach(w -> w.nextLevel(1));
        int level = 1;
        String limit = null;
        long peak = 0;
        while (limit == null && frontier() > 0) {
            boolean left = true;
            while (left && limit == null) {
                try {
                    left = expandSome(pool);
                } catch (OutOfMemoryError e) {
                    limit = Claim.CutShort.OUT_OF_MEMORY;
                    break;
                }
                peak = Math.max(peak, bytes());
                limit = budget.reached(states(), bytes());
            }
            int reached = level + 1;
            workers.forEach(w -> w.nextLevel(reached));
            budget.progress().at(Progress.Phase.SEARCHING, states(), frontier(), level);
            level += frontier() > 0 ? 1 : 0;
            limit = limit == null && enough() ? Passes.ENOUGH : limit;
        }
        return result(level, limit, peak);
    }

    private boolean enough() {
        if (whenUnknown < 0 && workers.stream().anyMatch(w -> !w.findings.unknown().isEmpty())) {
            whenUnknown = states();
        }
        return Passes.enough(states(), whenUnknown);
    }

    private Exploration result(int level, String limit, long peak) {
        workers.forEach(Worker::release);
        Findings all = new Findings(model.world);
        workers.forEach(w -> all.merge(w.findings));
        long states = workers.stream().mapToLong(w -> w.size).sum();
        long transitions = workers.stream().mapToLong(w -> w.transitions).sum();
        Claim claim = limit == null ? new Claim.Exhaustive() : new Claim.CutShort(limit);
        return new Exploration(model.world, claim, all, Visits.of(model, workers.stream().map(w -> w.expander.taken).toList()), states, transitions, level,
                peak);
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

    /** Runs the tasks, the first one in this thread, and waits for all of them, whatever becomes of each: none runs on beside what comes next. */
    private static boolean all(ExecutorService pool, List<Callable<Boolean>> tasks) {
        List<Future<Boolean>> rest = new ArrayList<>();
        boolean any = false;
        Throwable failed = null;
        for (Callable<Boolean> task : tasks.subList(1, tasks.size())) {
            if (pool != null) {
                rest.add(pool.submit(task));
            }
        }
        for (Callable<Boolean> task : pool == null ? tasks : tasks.subList(0, 1)) {
            try {
                any |= task.call();
            } catch (Exception | OutOfMemoryError e) {
                failed = e;
            }
        }
        for (Future<Boolean> future : rest) {
            try {
                any |= future.get();
            } catch (ExecutionException e) {
                failed = e.getCause();
            } catch (InterruptedException e) {
                failed = e;
            }
        }
        return any(any, failed);
    }

    private static boolean any(boolean any, Throwable failed) {
        if (failed instanceof OutOfMemoryError full) {
            throw full;
        }
        if (failed instanceof RuntimeException e) {
            throw e;
        }
        if (failed != null) {
            throw new IllegalStateException(failed);
        }
        return any;
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
