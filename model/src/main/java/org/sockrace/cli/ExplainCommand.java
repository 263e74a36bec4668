package org.sockrace.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sockrace explain}. */
@Command(name = "explain", description = "Checks scenarios and shows the shortest execution that breaks each broken property.")
final class ExplainCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "NAME", arity = "0..*", completionCandidates = Candidates.Scenarios.class,
            description = "Names, numbers or patterns of scenarios, or files *.race.")
    private List<String> names = new ArrayList<>();

    @Option(names = "--all", description = "All scenarios of the catalogue.")
    private boolean all;

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

    @Option(names = "--no-fix", description = "Do not look for what repairs the scenario: the one of the catalogue that makes the same calls and holds, or else "
            + "single changes of its kernel and its modules, each searched.")
    private boolean noFix;

    ExplainCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        List<Selection.Asked> asked = selection.scenarios(names, all);
        CheckRun run = new CheckRun(session, output, asked, all, formats.documents(session, selection.files()), formats.times(), true, html);
        return run.withFixes(!noFix).run(search.options(session.cancelled()::get), false);
    }
}
