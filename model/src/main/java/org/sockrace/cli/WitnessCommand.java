package org.sockrace.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.sockrace.check.CheckReport;
import org.sockrace.check.Replay;
import org.sockrace.check.Witness;
import org.sockrace.report.TraceText;
import org.sockrace.report.WitnessResults;
import org.sockrace.report.WitnessText;
import org.sockrace.report.html.HtmlReport;
import org.sockrace.scenario.OutcomePattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code sockrace witness}. */
@Command(name = "witness", description = "Shows an execution of a scenario that ends with an outcome: the one with the fewest preemptions. Exits with 1 if "
        + "there is none, with 3 if none was found and not everything was searched.")
final class WitnessCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "ASKED", arity = "0..*", completionCandidates = Candidates.Scenarios.class,
            description = "NAME 'OUTCOME', for example rmmod-vs-socket 'fd, EWOULDBLOCK'; with -e or -f, only "
            + "'OUTCOME'. It is a result for each outcome column, in their order, with commas between them; * is any.")
    private List<String> asked = new ArrayList<>();

    @Mixin
    private Selection selection;

    @Mixin
    private SearchOptions search;

    @Mixin
    private OutputOptions output;

    @Mixin
    private FormatOptions formats;

    @Mixin
    private HtmlOption html;

    WitnessCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        html.check();
        int names = selection.isAdHoc() ? 0 : 1;
        Selection.Selected one = selection.one(asked.stream().limit(names).toList(), "an outcome");
        if (asked.size() != names + 1) {
            throw new UsageException((asked.size() == names ? "no outcome is given" : "one outcome is asked for, not " + (asked.size() - names)
                    + ": quote it") + (one.scenario().outcomes().names().isEmpty() ? "" : ", a result for each of: "
                    + String.join(", ", one.scenario().outcomes().names())));
        }
        List<String> outcome = OutcomePattern.parse(one.scenario(), asked.get(names));
        Documents documents = formats.documents(session, selection.files());
        TraceText traces = output.traces(session);
        CheckReport report;
        try (ProgressLine progress = ProgressLine.of(session, output.quiet())) {
            var options = search.options(session.cancelled()::get).withWitness(outcome);
            progress.begin(one.scenario().name(), ProgressLine.levels(options));
            report = session.engine().check(one.scenario(), options, progress);
            progress.end();
        }
        if (documents.text()) {
            show(one, report, outcome, traces);
        }
        int code = page(one, report, !documents.text(), code(report));
        documents.write(() -> WitnessResults.of(one.scenario(), one.origin(), report, outcome, formats.times()));
        return code;
    }

    private void show(Selection.Selected one, CheckReport report, List<String> outcome, TraceText traces) {
        if (WitnessText.answer(report) != WitnessText.Answer.SHOWN) {
            session.print(new WitnessText(output.style(session)).none(one.scenario(), report, outcome));
        } else if (!output.quiet()) {
            Witness witness = report.witnesses().get(0);
            session.print(traces.witness(one.scenario(), witness.values(), witness.execution(), one.origin()));
            Replay replay = session.engine().replay(one.scenario(), witness.execution().replay());
            if (replay.checked()) {
                replay.violations().forEach(broken ->
                        session.print(" it breaks something, too: " + TraceText.headline(broken) + ": " + broken.message() + "\n"));
            }
        }
    }

    private int page(Selection.Selected one, CheckReport report, boolean silent, int code) {
        if (!html.isWanted()) {
            return code;
        }
        if (report.witnesses().isEmpty()) {
            session.complain("no page is written: there is no execution to show");
            return code;
        }
        HtmlReport page = HtmlOption.page(session);
        page.add(one.scenario(), one.origin(), report.witnesses().get(0));
        return html.write(session, page::write, output.quiet() || silent, code);
    }

    private int code(CheckReport report) {
        if (session.cancelled().get()) {
            session.complain("interrupted: the scenario was searched " + (report.exhaustive() ? "to the end" : "in part"));
            return ExitCode.INTERRUPTED;
        }
        return switch (WitnessText.answer(report)) {
            case SHOWN -> ExitCode.MET;
            case NEVER -> ExitCode.UNEXPECTED;
            case NOT_REACHED -> ExitCode.INCONCLUSIVE;
        };
    }
}
