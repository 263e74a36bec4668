package org.sockrace.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sockrace check}. */
@Command(name = "check", description = "Searches every interleaving of scenarios and says what holds and what breaks.")
final class CheckCommand implements Callable<Integer> {

    /** What is written to stdout. */
    enum Format { text, json }

    private final Session session;

    @Parameters(paramLabel = "NAME", arity = "0..*", description = "Names, numbers or patterns ('rmmod-*') of scenarios.")
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

    @Option(names = "--format", paramLabel = "FORMAT",
            description = "text or json; with json, stdout carries the document and nothing else.")
    private Format format = Format.text;

    @Option(names = "--bound-ok", description = "Exit with 0 although searches were cut short, if nothing was found.")
    private boolean boundOk;

    CheckCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        CheckRun run = new CheckRun(session, output, selection.scenarios(names, all), all, format == Format.json, false, html);
        return run.run(search.options(session.cancelled()::get), boundOk);
    }
}
