package org.sockrace.mutate;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Several threads that do what there is to do. */
final class Workers {

    private Workers() { }

    /**
     * The results of all tasks, in their order, or of those before the first that has none since it was cancelled.
     *
     * @param workers how many at once, at least 1
     * @throws MutationException if a task threw it
     */
    static <T> List<T> results(List<? extends Callable<T>> tasks, int workers) {
        ExecutorService pool = Executors.newFixedThreadPool(workers);
        try {
            List<Future<T>> futures = new ArrayList<>();
            tasks.forEach(task -> futures.add(pool.submit(task)));
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                T result = future.get();
                if (result == null) {
                    break;
                }
                results.add(result);
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof MutationException expected) {
                throw expected;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }
}
