package org.sockrace.cli;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.sockrace.check.CheckOptions;
import org.sockrace.check.CheckReport;
import org.sockrace.explore.Progress;
import org.sockrace.kernel.Net;
import org.sockrace.reduce.Reductions;
import org.sockrace.scenario.CallKind;
import org.sockrace.scenario.Constants;
import org.sockrace.scenario.ModuleAttribute;
import org.sockrace.scenario.Scenario;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code sockrace bench}: how states and time grow with the number of threads, with and without each reduction. */
@Command(name = "bench", description = "Measures how states and time grow: N threads that make and close a socket, racing rmmod, every failure injected.")
final class BenchCommand implements Callable<Integer> {

    /** What a scenario may have, without rmmod. */
    private static final int MOST_THREADS = 11;
    private static final List<Reductions> ALL = List.of(Reductions.NONE, new Reductions(true, false), new Reductions(false, true), Reductions.ALL);
    private final Session session;

    @Option(names = "--threads", paramLabel = "N", defaultValue = "8", description = "Up to so many threads (8).")
    private int threads;

    @Option(names = "--jobs", paramLabel = "N", description = "Search with so many threads; as many as there are processors by default.")
    private int jobs = Runtime.getRuntime().availableProcessors();

    @Option(names = "--max-states", paramLabel = "N", defaultValue = "20m", converter = Converters.Count.class,
            description = "Give a search up that has visited more states than that (20m).")
    private long maxStates;

    BenchCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (threads < 1 || threads > MOST_THREADS) {
            throw new UsageException("--threads must be 1 to " + MOST_THREADS + ", not " + threads);
        }
        int workers = SearchOptions.workers(jobs);
        session.print("  N  reductions                    states    transitions  seconds  states/s\n");
        for (Reductions reductions : ALL) {
            boolean complete = true;
            for (int n = 1; n <= threads && complete && !session.cancelled().get(); n++) {
                complete = measure(n, reductions, workers);
            }
        }
        return session.cancelled().get() ? ExitCode.INTERRUPTED : ExitCode.MET;
    }

    private static Scenario scenario(int n) {
        return Scenario.named("bench")
                .module("toy", m -> m.with(ModuleAttribute.FAMILY, Constants.PF_TOY))
                .thread("T0", t -> t.copies(n).call("s", CallKind.SOCKET, Constants.PF_TOY, Net.SOCK_STREAM, 0).call(CallKind.CLOSE, "s"))
                .thread("T1", t -> t.call("r", CallKind.RMMOD, "toy"))
                .outcome("r")
                .allFaults()
                .build();
    }

    private boolean measure(int n, Reductions reductions, int workers) {
        CheckOptions options = CheckOptions.DEFAULT.with(reductions).withWorkers(workers).withLimits(maxStates, 0, 0)
                .withoutCounterexamples().cancelledBy(session.cancelled()::get);
        CheckReport report = session.engine().check(scenario(n), options, Progress.NONE);
        session.print(String.format(Locale.ROOT, "  %d  %-24s %,11d %,14d  %7.2f  %,9.0f%s%n", n, name(reductions), report.states(),
                report.transitions(), report.seconds(), report.states() / report.seconds(), report.exhaustive() ? "" : "  given up: " + report.limit()));
        return report.exhaustive();
    }

    private static String name(Reductions reductions) {
        return reductions.symmetry() && reductions.partialOrder() ? "both" : reductions.symmetry() ? "symmetry"
                : reductions.partialOrder() ? "partial order" : "none";
    }
}
