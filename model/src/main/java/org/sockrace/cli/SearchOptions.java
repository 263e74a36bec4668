package org.sockrace.cli;

import java.util.function.BooleanSupplier;
import org.sockrace.check.CheckOptions;
import org.sockrace.check.EngineKind;
import org.sockrace.reduce.Reductions;
import org.sockrace.walk.Pct;
import picocli.CommandLine.Option;

/** The options that say how to search. */
final class SearchOptions {

    /** A larger number is a slip. */
    private static final int MOST_JOBS = 1024;

    @Option(names = "--max-states", paramLabel = "N", converter = Converters.Count.class,
            description = "Stop a search that has visited more states than that.")
    private long maxStates;

    @Option(names = "--max-memory", paramLabel = "SIZE", converter = Converters.Bytes.class,
            description = "Stop a search when its visited states take so much memory, for example 2g.")
    private long maxMemory;

    @Option(names = "--time", paramLabel = "TIME", converter = Converters.Seconds.class,
            description = "Stop the search of each scenario after that time, for example 60s.")
    private double seconds;

    @Option(names = "--jobs", paramLabel = "N", description = "Search with so many threads; as many as there are processors by default, "
            + "and at most four for each.")
    private int jobs = Runtime.getRuntime().availableProcessors();

    @Option(names = "--no-symmetry", description = "Do not treat identical threads as exchangeable.")
    private boolean noSymmetry;

    @Option(names = "--no-por", description = "Interleave also what cannot interfere (no partial order reduction).")
    private boolean noPartialOrder;

    @Option(names = "--dfs", description = "Search depth-first: less memory; counterexamples are found afterwards.")
    private boolean depthFirst;

    @Option(names = "--engine", paramLabel = "NAME", converter = Converters.EngineName.class, completionCandidates = Candidates.EngineKinds.class,
            description = "breadth-first (the default), depth-first, by-preemptions, random-walk or pct. By preemptions, a search that is cut short has "
            + "seen all schedules with up to so many preemptions, and says so. random-walk and pct run random executions and prove nothing; "
            + "pct says how likely it shows a bug.")
    private EngineKind engine;

    @Option(names = "--explorer", paramLabel = "NAME", hidden = true, converter = Converters.EngineName.class,
            completionCandidates = Candidates.EngineKinds.class, description = "Another name for --engine.")
    private EngineKind explorer;

    @Option(names = "--preemptions", paramLabel = "K", description = "Search by preemptions, all schedules with up to K of them: a thread is preempted "
            + "if it could go on. Without states left beyond, that is everything.")
    private Integer preemptions;

    @Option(names = "--walks", paramLabel = "N", defaultValue = "10000", converter = Converters.Count.class,
            description = "With --engine random-walk or pct: how many executions (10000).")
    private long walks;

    @Option(names = "--runs", paramLabel = "N", hidden = true, converter = Converters.Count.class, description = "Another name for --walks.")
    private Long runs;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "0", description = "With --engine random-walk or pct: what the dice begin with (0).")
    private long seed;

    @Option(names = "--depth", paramLabel = "D", defaultValue = "3", description = "With --engine pct: the depth of the bugs to look for (3), the number of "
            + "pairs of steps that come in the wrong order.")
    private int depth;

    /**
     * So many workers, but no more than can be of use: each takes a thread and buffers.
     *
     * @throws UsageException if that is no number of workers
     */
    static int workers(int jobs) {
        if (jobs < 1 || jobs > MOST_JOBS) {
            throw new UsageException("--jobs must be 1 to " + MOST_JOBS + ", not " + jobs);
        }
        return Math.min(jobs, 4 * Runtime.getRuntime().availableProcessors());
    }

    private int depth() {
        if (depth < 1 || depth > Pct.DEEPEST) {
            throw new UsageException("--depth must be 1 to " + Pct.DEEPEST + ", not " + depth);
        }
        return depth;
    }

    /** Whether something is said of how interleavings are searched. */
    boolean choosesEngine() {
        return engine != null || explorer != null || depthFirst || preemptions != null || noSymmetry || noPartialOrder;
    }

    CheckOptions options(BooleanSupplier cancelled) {
        EngineKind named = engine != null ? engine : explorer;
        EngineKind kind = depthFirst ? EngineKind.DEPTH_FIRST : named != null ? named : EngineKind.BREADTH_FIRST;
        CheckOptions options = CheckOptions.DEFAULT.with(kind).with(new Reductions(!noSymmetry, !noPartialOrder))
                .withWorkers(workers(jobs)).withWalks(runs != null ? runs : walks, seed).withDepth(depth())
                .withLimits(maxStates, maxMemory, seconds).cancelledBy(cancelled);
        if (preemptions == null) {
            return options;
        }
        if (preemptions < 0) {
            throw new UsageException("--preemptions must be 0 or more, not " + preemptions);
        }
        if (depthFirst || named != null && named != EngineKind.BY_PREEMPTIONS) {
            throw new UsageException("--preemptions searches by preemptions, not " + kind.id());
        }
        return options.withPreemptions(preemptions);
    }
}
