package org.sockrace.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.sockrace.check.CheckOptions;
import org.sockrace.check.NothingBreaksException;
import org.sockrace.check.OddsChecker;
import org.sockrace.check.SimulationChecker;
import org.sockrace.check.SimulationReport;
import org.sockrace.report.SimulationResults;
import org.sockrace.report.SimulationText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sockrace simulate}. */
@Command(name = "simulate", description = "Lets the threads of a scenario race again and again in virtual time, on a machine with so many processors, and "
        + "counts how often the goal is met; or estimates it if it is rare. Exits with 3 if nothing could be simulated or estimated, 0 else, hit or not.")
final class SimulateCommand implements Callable<Integer> {

    private static final int MOST_PROCESSORS = 100_000;
    private static final int MOST_AT_ONCE = 100_000;
    private static final long ATTEMPTS = 100_000;
    private static final int REPLICATIONS = 20;
    private static final int MOST_REPLICATIONS = 10_000;
    private static final int EFFORT = 1000;
    private static final int MOST_EFFORT = 1_000_000;

    private final Session session;

    @Parameters(paramLabel = "SCENARIO", arity = "0..*", completionCandidates = Candidates.Scenarios.class,
            description = "One scenario of the catalogue, or a file *.race; or else -e or -f.")
    private List<String> names = new ArrayList<>();

    @Mixin
    private Selection selection;

    @Mixin
    private TimeOptions times;

    @Mixin
    private GoalOption goal;

    @Option(names = "--cpus", paramLabel = "N", description = "So many processors, shared by all threads. Without, each thread has its own.")
    private Integer processors;

    @Option(names = "--at-once", paramLabel = "N", description = "So many attempts side by side, each with memory of its own, on the same processors. Without, "
            + "as many as have a processor for each thread, at least one.")
    private Integer atOnce;

    @Option(names = "--attempts", paramLabel = "N", converter = Converters.Count.class,
            description = "Stop after so many attempts (100k, unless --for is given).")
    private Long attempts;

    @Option(names = "--for", paramLabel = "TIME", converter = Converters.ShortTime.class, description = "Stop after so much virtual time, for example 10m.")
    private Double virtual;

    @Option(names = "--slice", paramLabel = "TIME", converter = Converters.ShortTime.class, defaultValue = "4ms",
            description = "How long a thread runs before another one that waits for a processor gets its turn (4ms).")
    private double slice;

    @Option(names = "--preempt-every", paramLabel = "TIME", converter = Converters.ShortTime.class,
            description = "Other work interrupts a running thread, on average after so much running, where it can be preempted.")
    private Double preemptEvery;

    @Option(names = "--preempt-for", paramLabel = "TIME", converter = Converters.ShortTime.class, defaultValue = "4ms",
            description = "With --preempt-every: for so long on average (4ms).")
    private double preemptFor;

    @Option(names = "--rare", description = "Estimate the probability of a goal that is too rare to wait for: attempts that come near it are gone on with, "
            + "many times. Each thread has a processor of its own.")
    private boolean rare;

    @Option(names = "--replications", paramLabel = "N", description = "With --rare: estimate it so often, for the interval (20).")
    private Integer replications;

    @Option(names = "--effort", paramLabel = "N", description = "With --rare: so many attempts from each level at least (1000).")
    private Integer effort;

    @Option(names = "--max-states", paramLabel = "N", converter = Converters.Count.class, description = "Give up if the search before it visits more states.")
    private long maxStates;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "0", description = "What the dice begin with (0): the same seed, the same executions.")
    private long seed;

    @Option(names = "--time", paramLabel = "TIME", converter = Converters.Seconds.class, description = "Stop after that real time, for example 60s.")
    private double seconds;

    @Mixin
    private ListOptions output;

    @Mixin
    private FormatOptions formats;

    SimulateCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        checkRare();
        SimulationText text = new SimulationText(output.style());
        SimulationReport.Setting setting = new SimulationReport.Setting(within("--cpus", processors, 1, MOST_PROCESSORS),
                within("--at-once", atOnce, 1, MOST_AT_ONCE), slice, preemptEvery == null ? 0 : preemptEvery, preemptFor,
                attempts != null ? attempts : virtual == null ? ATTEMPTS : 0, virtual == null ? 0 : virtual, seed,
                rare ? within("--replications", replications == null ? REPLICATIONS : replications, 2, MOST_REPLICATIONS) : 0,
                rare ? within("--effort", effort == null ? EFFORT : effort, 1, MOST_EFFORT) : 0);
        Selection.Selected one = selection.one(names, "a simulation");
        Documents documents = formats.textOrJson(session, "simulate", Stream.concat(Stream.of(selection.files()), times.files()).toArray(Path[]::new));
        OddsChecker.Question question = goal.question(one.scenario(), times.table());
        CheckOptions options = CheckOptions.DEFAULT.withLimits(maxStates, 0, seconds).cancelledBy(session.cancelled()::get);
        SimulationReport report = simulate(one, question, setting, options, !documents.text());
        if (documents.text()) {
            session.print(text.text(report, one.origin()));
        }
        documents.write(() -> SimulationResults.of(one.origin(), report));
        return session.cancelled().get() ? ExitCode.INTERRUPTED : report.limit().isEmpty() && !isUnknown(report) ? ExitCode.MET : ExitCode.INCONCLUSIVE;
    }

    /** Whether it was to be estimated, and nothing came of it. */
    private static boolean isUnknown(SimulationReport report) {
        return report.rare() != null && report.rare().replications() > 0 && report.hits() == 0;
    }

    private SimulationReport simulate(Selection.Selected one, OddsChecker.Question question, SimulationReport.Setting setting, CheckOptions options,
                                      boolean silent) {
        try (ProgressLine progress = ProgressLine.of(session, silent)) {
            progress.begin(one.scenario().name());
            SimulationReport report = SimulationChecker.simulate(one.scenario(), question, setting, options, progress);
            progress.end();
            return report;
        } catch (NothingBreaksException e) {
            throw new UsageException(e.getMessage());
        }
    }

    private void checkRare() {
        Object[] values = rare ? new Object[] {processors, atOnce, attempts, virtual} : new Object[] {replications, effort};
        List<String> options = rare ? List.of("--cpus", "--at-once", "--attempts", "--for") : List.of("--replications", "--effort");
        for (int i = 0; i < values.length; i++) {
            if (values[i] != null) {
                throw new UsageException(options.get(i) + (rare ? " is not for --rare: each thread has a processor of its own there, and --effort says how "
                        + "much is done" : " is for --rare"));
            }
        }
        if (rare && preemptEvery != null) {
            throw new UsageException("--preempt-every is not for --rare: no levels lead up to an interruption in a window; leave --rare out");
        }
    }

    private static int within(String option, Integer value, int least, int most) {
        if (value != null && (value < least || value > most)) {
            throw new UsageException(option + " must be " + least + " to " + most + ", not " + value);
        }
        return value == null ? 0 : value;
    }
}
