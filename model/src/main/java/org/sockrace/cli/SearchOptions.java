package org.sockrace.cli;

import java.util.function.BooleanSupplier;
import org.sockrace.check.CheckOptions;
import org.sockrace.search.Reductions;
import picocli.CommandLine.Option;

/** The options that say how to search. */
final class SearchOptions {

    @Option(names = "--max-states", paramLabel = "N", converter = Converters.Count.class,
            description = "Stop a search after so many states.")
    private long maxStates;

    @Option(names = "--max-memory", paramLabel = "SIZE", converter = Converters.Bytes.class,
            description = "Stop a search when its visited states take so much memory, for example 2g.")
    private long maxMemory;

    @Option(names = "--time", paramLabel = "TIME", converter = Converters.Seconds.class,
            description = "Stop the search of each scenario after that time, for example 60s.")
    private double seconds;

    @Option(names = "--jobs", paramLabel = "N", description = "Search with so many threads; as many as there are processors by default.")
    private int jobs = Runtime.getRuntime().availableProcessors();

    @Option(names = "--no-symmetry", description = "Do not treat identical threads as exchangeable.")
    private boolean noSymmetry;

    @Option(names = "--no-por", description = "Interleave also what cannot interfere (no partial order reduction).")
    private boolean noPartialOrder;

    @Option(names = "--dfs", description = "Search depth-first: less memory; counterexamples are found afterwards.")
    private boolean depthFirst;

    CheckOptions options(BooleanSupplier cancelled) {
        if (jobs < 1) {
            throw new UsageException("--jobs must be at least 1, not " + jobs);
        }
        return new CheckOptions(new Reductions(!noSymmetry, !noPartialOrder), jobs, depthFirst, maxStates, maxMemory, seconds, true,
                cancelled);
    }
}
