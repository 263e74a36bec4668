package org.sockrace.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.sockrace.check.CheckOptions;
import org.sockrace.check.CheckReport;
import org.sockrace.compare.Comparison;
import org.sockrace.compare.ObservedOutcomes;
import org.sockrace.conform.FileFormatException;
import org.sockrace.report.Checked;
import org.sockrace.report.CompareResults;
import org.sockrace.report.CompareText;
import org.sockrace.report.Style;
import org.sockrace.report.html.HtmlReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sockrace compare}. */
@Command(name = "compare", description = "Compares the outcomes that the model says are possible with those that a program on real threads saw, "
        + "such as jcstress: 0 all that was seen is possible, 1 something is not, which is an error in the model, 3 that cannot be said.")
final class CompareCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "SCENARIO", arity = "0..*", completionCandidates = Candidates.Scenarios.class,
            description = "The name or number of a scenario, or a file *.race.")
    private List<String> names = new ArrayList<>();

    @Option(names = "--observed", paramLabel = "FILE",
            description = "What was seen, which must be given: one column for each outcome variable and one called samples, separated by "
            + "tabs, their names in the first line; - is the standard input.")
    private Path file;

    @Mixin
    private Selection selection;

    @Mixin
    private SearchOptions search;

    @Mixin
    private ListOptions output;

    @Mixin
    private HtmlOption html;

    @Option(names = "--color", paramLabel = "WHEN", description = OutputOptions.Color.WHEN)
    private OutputOptions.Color color = OutputOptions.Color.auto;

    @Mixin
    private FormatOptions formats;

    @Option(names = {"-q", "--quiet"}, description = "Print only what is not possible in the model, and no progress.")
    private boolean quiet;

    @Option(names = {"-v", "--verbose"}, description = "If this program fails, print where.")
    @SuppressWarnings("UnusedVariable") // Main asks the parser
    private boolean verbose;

    CompareCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        html.check();
        Style style = output.style().colored(color.wanted(session.terminal()));
        Selection.Selected one = selection.one(names, "a file of observed outcomes");
        ObservedOutcomes observed = observed(one);
        Documents documents = formats.documents(session, Stream.concat(Stream.of(selection.files()), Stream.of(file)).toArray(Path[]::new));
        CheckReport report;
        try (ProgressLine progress = ProgressLine.of(session, quiet)) {
            CheckOptions asked = search.options(session.cancelled()::get);
            CheckOptions options = html.isWanted() ? asked.withWitnesses() : asked.withoutCounterexamples();
            progress.begin(one.scenario().name(), ProgressLine.levels(options));
            report = session.engine().check(one.scenario(), options, progress);
            progress.end();
        }
        Comparison comparison = Comparison.of(one.scenario(), report, observed);
        show(one, comparison, style, documents);
        int code = page(one, comparison, !documents.text(), code(comparison));
        documents.write(() -> CompareResults.of(one.scenario(), one.origin(), file.toString(), comparison, formats.times()));
        return code;
    }

    private int page(Selection.Selected one, Comparison comparison, boolean silent, int code) {
        if (!html.isWanted()) {
            return code;
        }
        HtmlReport page = HtmlOption.page(session);
        page.add(new Checked(one.scenario(), comparison.report(), one.origin()), comparison, html.counterparts(session, one.scenario()));
        return html.write(session, page::write, quiet || silent, code);
    }

    private ObservedOutcomes observed(Selection.Selected one) {
        if (file == null) {
            throw new UsageException("nothing to compare with: give --observed FILE (sockrace compare --help says what is in it)");
        }
        try {
            return ObservedOutcomes.read(file, one.scenario());
        } catch (FileFormatException | IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
    }

    private void show(Selection.Selected one, Comparison comparison, Style style, Documents documents) {
        if (documents.text() && (!quiet || comparison.verdict() != Comparison.Verdict.AGREES)) {
            session.print(new CompareText(style).comparison(one.scenario(), one.origin(), comparison));
        }
        if (session.cancelled().get()) {
            session.complain("interrupted: the scenario was searched " + (comparison.report().exhaustive() ? "to the end" : "in part"));
        }
    }

    private int code(Comparison comparison) {
        if (session.cancelled().get()) {
            return ExitCode.INTERRUPTED;
        }
        return switch (comparison.verdict()) {
            case AGREES -> ExitCode.MET;
            case DIFFERS -> ExitCode.UNEXPECTED;
            case INCONCLUSIVE -> ExitCode.INCONCLUSIVE;
        };
    }
}
