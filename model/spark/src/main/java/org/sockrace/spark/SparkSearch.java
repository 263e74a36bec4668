package org.sockrace.spark;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.storage.StorageLevel;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Claim;
import org.sockrace.explore.Exploration;
import org.sockrace.explore.Findings;
import org.sockrace.explore.Progress;
import org.sockrace.search.Model;
import org.sockrace.search.PackedStates;
import org.sockrace.search.Passes;

/** One search of one model, a job a level. Not thread-safe. */
final class SparkSearch {

    /** After so many levels the partitions are written down: what is lost later is computed again from there. */
    private static final int LEVELS_BETWEEN = 10;
    private static final long POLL_MILLISECONDS = 100;
    /** An array has no room for more. */
    private static final long MOST_LONGS = 1L << 30;
    private final JavaSparkContext spark;
    private final Plan plan;
    private final Model model;
    private final Budget budget;
    private final boolean here;
    private final int partitions;
    private final Findings findings;
    private final PackedStates packed;
    private JavaRDD<Part> parts;
    private int level = 1;
    private long states;
    private long frontier;
    private long fullest;
    private long transitions;
    private long whenUnknown = -1;
    /** Why a job was ended before it was done, or null. */
    private String ended;

    /** With {@code here}, the states are in this process, and its memory is what they may take. */
    SparkSearch(JavaSparkContext spark, Plan plan, Model model, Budget budget, boolean here, int partitions) {
        this.spark = spark;
        this.plan = plan;
        this.model = model;
        this.budget = budget;
        this.here = here;
        this.partitions = partitions;
        this.findings = new Findings(model.world());
        this.packed = new PackedStates(model, findings);
    }

    /**
     * Searches until everything is visited or a limit is reached.
     *
     * @throws ExecutionException if Spark gives up
     */
    Exploration run() throws ExecutionException {
        findings.starts();
        JavaRDD<Part> first = spark.parallelize(Collections.nCopies(partitions, 0), partitions).mapPartitionsWithIndex(new Beginning(plan, partitions), true);
        String limit = next(first) ? limit() : ended;
        while (limit == null && frontier > 0) {
            JavaRDD<Part> after = parts.zipPartitions(parts.mapPartitionsToPair(new Expansion(plan, partitions, level)).partitionBy(new Owners(partitions)),
                    new Arrival(model.words()));
            if (!next(after)) {
                limit = ended;
                break;
            }
            level += frontier > 0 ? 1 : 0;
            if (whenUnknown < 0 && !findings.unknown().isEmpty()) {
                whenUnknown = states;
            }
            budget.progress().at(Progress.Phase.SEARCHING, states, frontier, level);
            limit = limit();
        }
        parts.unpersist(false);
        Claim claim = limit == null ? new Claim.Exhaustive() : new Claim.CutShort(limit);
        return new Exploration(model.world(), claim, findings, packed.visits(), states, transitions, level, bytes());
    }

    private long bytes() {
        return states * model.words() * Long.BYTES;
    }

    private String limit() {
        String limit = budget.reached(states, here ? bytes() : 0);
        if (limit == null && fullest * model.words() > MOST_LONGS) {
            return "a partition of " + fullest + " states: more executors have more of them";
        }
        return limit == null && Passes.enough(states, whenUnknown) ? Passes.ENOUGH : limit;
    }

    /** Computes the partitions; false if the time was up before: then it is as if nobody had begun. */
    private boolean next(JavaRDD<Part> after) throws ExecutionException {
        after.persist(StorageLevel.MEMORY_AND_DISK());
        if (level % LEVELS_BETWEEN == 0) {
            after.checkpoint();
        }
        List<Summary> summaries = collected(after.map(Part::summary));
        if (parts != null) {
            parts.unpersist(false);
        }
        parts = after;
        if (summaries == null) {
            return false;
        }
        states = 0;
        frontier = 0;
        fullest = 0;
        for (Summary summary : summaries) {
            states += summary.states();
            frontier += summary.fresh();
            fullest = Math.max(fullest, summary.states());
            transitions += Report.add(summary.report(), model, findings, packed);
        }
        return true;
    }

    /** Waits for the job, or until the time is up: then it is ended, and this returns null. A job that nobody waits for would not write its partitions down. */
    private List<Summary> collected(JavaRDD<Summary> wanted) throws ExecutionException {
        FutureTask<List<Summary>> job = new FutureTask<>(wanted::collect);
        Thread runner = new Thread(job, "spark-job");
        runner.setDaemon(true);
        runner.start();
        while (true) {
            try {
                List<Summary> summaries = job.get(POLL_MILLISECONDS, TimeUnit.MILLISECONDS);
                return ended == null ? summaries : null;
            } catch (TimeoutException e) {
                ended = ended == null ? budget.spent() : ended;
                if (ended != null) {
                    spark.sc().cancelAllJobs();
                }
            } catch (ExecutionException e) {
                // An interrupt may have ended Spark as well.
                ended = ended == null ? budget.spent() : ended;
                if (ended == null) {
                    throw e;
                }
                return null;
            } catch (InterruptedException e) {
                spark.sc().cancelAllJobs();
                Thread.currentThread().interrupt();
                throw new ExecutionException(e);
            }
        }
    }
}
