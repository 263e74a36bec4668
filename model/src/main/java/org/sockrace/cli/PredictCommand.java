package org.sockrace.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.sockrace.check.CheckOptions;
import org.sockrace.check.OddsChecker;
import org.sockrace.check.Prediction;
import org.sockrace.check.PredictionChecker;
import org.sockrace.check.PredictionReport;
import org.sockrace.check.RaceReport;
import org.sockrace.conform.FileFormatException;
import org.sockrace.conform.Lines;
import org.sockrace.conform.ftrace.Halves;
import org.sockrace.conform.ftrace.Recording;
import org.sockrace.odds.TimeTable;
import org.sockrace.odds.TimeTableFile;
import org.sockrace.odds.TimeTableWriter;
import org.sockrace.report.PredictionResults;
import org.sockrace.report.PredictionText;
import org.sockrace.report.RaceResults;
import org.sockrace.report.RaceText;
import org.sockrace.scenario.Call;
import org.sockrace.scenario.CallKind;
import org.sockrace.scenario.Scenario;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sockrace predict}. */
@Command(name = "predict", description = "Predicts, and shows what was observed beside it. With --from-ftrace: reads off the first half of a recording how "
        + "long everything takes, and predicts what socket() returned during the unloads of the second half; the scenario is T0: s = socket(...); close(s) "
        + "|| T1: r = rmmod(...). With --jcstress: predicts how often two threads that race come to each outcome. "
        + "Exits with 0 if all fits, 1 if not, "
        + "3 if nothing could be predicted.")
final class PredictCommand implements Callable<Integer> {

    private static final int TYPE = 0xf;

    private final Session session;

    @Parameters(paramLabel = "SCENARIO", arity = "0..*", completionCandidates = Candidates.Scenarios.class,
            description = "One scenario of the catalogue, or a file *.race; or else -e or -f.")
    private List<String> names = new ArrayList<>();

    @Mixin
    private Selection selection;

    @Option(names = "--from-ftrace", paramLabel = "FILE", description = "The recording; - is the standard input.")
    private Path file;

    @Option(names = "--jcstress", paramLabel = "FILE", description = "What jcstress has seen: a table as it prints it, RESULT and SAMPLES.")
    private Path jcstress;

    @Option(names = "--as-is", paramLabel = "FILE", description = "With --jcstress: what it has seen of the kernel as it is. How fast the threads are is such "
            + "that its most frequent outcome is predicted as often as it was seen; without, an operation takes as long in both.")
    private Path asIs;

    @Option(names = "--mistake", paramLabel = "MISTAKE", description = "With --jcstress: predict for the kernel with this mistake, by the name that "
            + "mutate --format json gives it. Needs a JDK. May be repeated.")
    private List<String> mistakes = new ArrayList<>();

    @Option(names = "--attempts", paramLabel = "N", converter = Converters.Count.class, defaultValue = "20k", description = "Simulate so many attempts (20k).")
    private long attempts;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "0", description = "What the dice begin with (0): the same seed, the same attempts.")
    private long seed;

    @Option(names = "--time", paramLabel = "TIME", converter = Converters.Seconds.class, description = "Give up after that time, for example 60s.")
    private double seconds;

    @Mixin
    private ListOptions output;

    @Mixin
    private FormatOptions formats;

    PredictCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        checkFiles();
        Selection.Selected one = selection.one(names, "a prediction");
        if (attempts < 1 || attempts > Integer.MAX_VALUE) {
            throw new UsageException("--attempts must be 1 to " + Integer.MAX_VALUE + ", not " + attempts);
        }
        Documents documents = formats.textOrJson(session, "predict", Stream.concat(Stream.of(selection.files()), Stream.of(file, jcstress, asIs)
                .filter(Objects::nonNull)).toArray(Path[]::new));
        try {
            return jcstress == null ? recorded(one, documents) : races(one, documents);
        } catch (FileFormatException e) {
            throw new UsageException(e.getMessage());
        }
    }

    private void checkFiles() {
        if ((file == null) == (jcstress == null)) {
            throw new UsageException(file == null ? "there is nothing to compare with: give --from-ftrace a recording, or --jcstress a table"
                    : "--from-ftrace and --jcstress are two questions: ask one");
        }
        if (file != null && (asIs != null || !mistakes.isEmpty())) {
            throw new UsageException((asIs != null ? "--as-is" : "--mistake") + " is for --jcstress");
        }
    }

    private int recorded(Selection.Selected one, Documents documents) {
        PredictionReport report = report(one.scenario(), !documents.text());
        if (documents.text()) {
            session.print(new PredictionText(output.style()).text(report));
        }
        documents.write(() -> PredictionResults.of(one.origin(), report));
        return exitCode(report.limit(), report.rows());
    }

    private int races(Selection.Selected one, Documents documents) {
        CheckOptions options = CheckOptions.DEFAULT.withLimits(0, 0, seconds).cancelledBy(session.cancelled()::get);
        RacePrediction.Question question = new RacePrediction.Question(jcstress, asIs, mistakes, (int) attempts, seed, seconds);
        RaceReport report;
        try (ProgressLine progress = ProgressLine.of(session, !documents.text())) {
            progress.begin(one.scenario().name());
            report = new RacePrediction(one, question, options, session).report(progress);
            progress.end();
        }
        if (documents.text()) {
            session.print(new RaceText(output.style()).text(report));
        }
        documents.write(() -> RaceResults.of(one.origin(), report));
        return exitCode(report.limit(), Stream.concat(report.rows().stream(), Stream.ofNullable(report.defect())).toList());
    }

    private int exitCode(String limit, List<PredictionReport.Row> rows) {
        return session.cancelled().get() ? ExitCode.INTERRUPTED : !limit.isEmpty() ? ExitCode.INCONCLUSIVE
                : rows.stream().allMatch(PredictionReport.Row::fits) ? ExitCode.MET : ExitCode.UNEXPECTED;
    }

    private PredictionReport report(Scenario scenario, boolean silent) {
        Call socket = call(scenario, CallKind.SOCKET);
        Call rmmod = call(scenario, CallKind.RMMOD);
        Halves halves = new Recording(file).halves(new Halves.Calls(socket.number(0), socket.number(1) & TYPE, socket.number(2), module(rmmod)));
        TimeTable table = TimeTableFile.of("the first half of " + Lines.name(file), TimeTableWriter.text(List.of(), halves.durations()),
                OddsChecker.vocabulary());
        CheckOptions options = CheckOptions.DEFAULT.withLimits(0, 0, seconds).cancelledBy(session.cancelled()::get);
        try (ProgressLine progress = ProgressLine.of(session, silent)) {
            progress.begin(scenario.name());
            Prediction prediction = PredictionChecker.predict(scenario, table, (int) attempts, seed, options, progress);
            progress.end();
            return PredictionReport.of(scenario.name(), socket.text(), prediction, new PredictionReport.Shown(halves.before(), halves.after(), halves.line(),
                    halves.cycles(), halves.observed()));
        }
    }

    private static String module(Call rmmod) {
        return rmmod.arguments().get(0).text();
    }

    private static Call call(Scenario scenario, CallKind kind) {
        return PredictionChecker.call(scenario, kind).orElseThrow(() -> new UsageException("a prediction is of two threads, T0: s = socket(...); close(s) || "
                + "T1: r = rmmod(...), and nothing else; " + scenario.name() + " is another scenario"));
    }
}
