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
    private HtmlOption html;

    ExplainCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        CheckRun run = new CheckRun(session, output, selection.scenarios(names, all), all, new Documents(session, List.of()), false, true, html);
        return run.run(search.options(session.cancelled()::get), false);
    }
}
