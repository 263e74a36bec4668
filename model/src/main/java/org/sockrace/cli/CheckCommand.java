package org.sockrace.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.sockrace.check.CheckOptions;
import org.sockrace.check.EngineKind;
import org.sockrace.weak.model.ModelKind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sockrace check}. */
@Command(name = "check", description = "Searches every interleaving of scenarios and says what holds and what breaks.")
final class CheckCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "NAME", arity = "0..*", completionCandidates = Candidates.Scenarios.class,
            description = "Names, numbers or patterns ('rmmod-*') of scenarios, or files *.race.")
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

    @Option(names = "--bound-ok", description = "Exit with 0 although searches were cut short, if nothing was found.")
    private boolean boundOk;

    @Option(names = "--fix", description = "Look for what repairs each scenario that breaks, as explain does.")
    private boolean fix;

    @Option(names = "--memory", paramLabel = "MODEL", defaultValue = "sc", converter = Converters.MemoryId.class,
            completionCandidates = Candidates.Memories.class,
            description = "sc, every interleaving; or lkmm, every execution that the Linux-kernel memory model allows, but for load buffering "
            + "(${DEFAULT-VALUE}).")
    private ModelKind memory;

    CheckCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (memory == ModelKind.LKMM && (fix || html.isWanted() || search.choosesEngine())) {
            throw new UsageException("--memory lkmm makes no interleavings: leave --engine, --dfs, --preemptions, --no-symmetry, --no-por, --fix and "
                    + "--html out");
        }
        List<Selection.Asked> asked = selection.scenarios(names, all);
        CheckRun run = new CheckRun(session, output, asked, all, formats.documents(session, selection.files()), formats.times(), false, html);
        CheckOptions options = search.options(session.cancelled()::get);
        return run.withFixes(fix).run(memory == ModelKind.LKMM ? options.with(EngineKind.EXECUTION_GRAPHS) : options, boundOk);
    }
}
