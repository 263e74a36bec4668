package org.sockrace.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.sockrace.check.CheckOptions;
import org.sockrace.check.OddsChecker;
import org.sockrace.check.Prediction;
import org.sockrace.check.PredictionChecker;
import org.sockrace.check.PredictionReport;
import org.sockrace.conform.FileFormatException;
import org.sockrace.conform.Lines;
import org.sockrace.conform.ftrace.Halves;
import org.sockrace.conform.ftrace.Recording;
import org.sockrace.odds.TimeTable;
import org.sockrace.odds.TimeTableFile;
import org.sockrace.odds.TimeTableWriter;
import org.sockrace.report.PredictionResults;
import org.sockrace.report.PredictionText;
import org.sockrace.scenario.Call;
import org.sockrace.scenario.CallKind;
import org.sockrace.scenario.Scenario;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sockrace predict}. */
@Command(name = "predict", description = "Reads off the first half of a recording how long everything takes, predicts what socket() returns during an unload, "
        + "and shows what it returned in the second half. The scenario is T0: s = socket(...); close(s) || T1: r = rmmod(...). "
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

    @Option(names = "--from-ftrace", paramLabel = "FILE", required = true, description = "The recording; - is the standard input.")
    private Path file;

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
        PredictionText text = new PredictionText(output.style());
        Selection.Selected one = selection.one(names, "a prediction");
        if (attempts < 1 || attempts > Integer.MAX_VALUE) {
            throw new UsageException("--attempts must be 1 to " + Integer.MAX_VALUE + ", not " + attempts);
        }
        Documents documents = formats.textOrJson(session, "predict", Stream.concat(Stream.of(selection.files()), Stream.of(file)).toArray(Path[]::new));
        PredictionReport report;
        try {
            report = report(one.scenario(), !documents.text());
        } catch (FileFormatException e) {
            throw new UsageException(e.getMessage());
        }
        if (documents.text()) {
            session.print(text.text(report));
        }
        documents.write(() -> PredictionResults.of(one.origin(), report));
        return session.cancelled().get() ? ExitCode.INTERRUPTED : !report.limit().isEmpty() ? ExitCode.INCONCLUSIVE
                : report.rows().stream().allMatch(PredictionReport.Row::fits) ? ExitCode.MET : ExitCode.UNEXPECTED;
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
