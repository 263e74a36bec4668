package org.sockrace.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.sockrace.check.CheckOptions;
import org.sockrace.check.OddsChecker;
import org.sockrace.check.OddsReport;
import org.sockrace.report.OddsResults;
import org.sockrace.report.OddsText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sockrace odds}. */
@Command(name = "odds", description = "Says how likely everything is that one execution of a scenario may come to, exactly, for operations of the times that a "
        + "table gives; how many attempts the goal takes; and which operation to slow down. Exits with 3 if not all states could be visited.")
final class OddsCommand implements Callable<Integer> {

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

    @Option(names = "--max-states", paramLabel = "N", converter = Converters.Count.class, description = "Give up after more states than that.")
    private long maxStates;

    @Option(names = "--max-memory", paramLabel = "SIZE", converter = Converters.Bytes.class,
            description = "Give up when states take so much memory, for example 2g.")
    private long maxMemory;

    @Option(names = "--time", paramLabel = "TIME", converter = Converters.Seconds.class, description = "Give up after that time, for example 60s.")
    private double seconds;

    @Mixin
    private ListOptions output;

    @Mixin
    private FormatOptions formats;

    OddsCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        OddsText text = new OddsText(output.style());
        Selection.Selected one = selection.one(names, "odds");
        Documents documents = formats.textOrJson(session, "odds", Stream.concat(Stream.of(selection.files()), times.files()).toArray(Path[]::new));
        OddsChecker.Question question = goal.question(one.scenario(), times.table());
        CheckOptions options = CheckOptions.DEFAULT.withLimits(maxStates, maxMemory, seconds).cancelledBy(session.cancelled()::get);
        OddsReport report;
        try (ProgressLine progress = ProgressLine.of(session, !documents.text())) {
            progress.begin(one.scenario().name());
            report = OddsChecker.odds(one.scenario(), question, options, progress);
            progress.end();
        }
        if (documents.text()) {
            session.print(text.text(report));
        }
        documents.write(() -> OddsResults.of(one.origin(), report));
        return session.cancelled().get() ? ExitCode.INTERRUPTED : report.isExact() ? ExitCode.MET : ExitCode.INCONCLUSIVE;
    }
}
