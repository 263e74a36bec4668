package org.sockrace.cli;

import org.sockrace.report.Level;
import org.sockrace.report.Style;
import org.sockrace.report.TraceText;
import picocli.CommandLine.Option;

/** The options that say how results look. */
final class OutputOptions {

    /** When to write in colour. */
    enum Color {
        auto, never, always;

        static final String WHEN = "auto, never or always; auto is on a terminal only, and not if NO_COLOR is set or TERM is dumb.";

        boolean wanted(Terminal terminal) {
            return this == always || this == auto && terminal.color();
        }
    }

    @Option(names = "--color", paramLabel = "WHEN", description = Color.WHEN)
    private Color color = Color.auto;

    @Option(names = "--ascii", description = "ASCII only, and traces in one column.")
    private boolean ascii;

    @Option(names = "--width", paramLabel = "N",
            description = ListOptions.WIDTH + " Below 100, traces have one column.")
    private Integer width;

    @Option(names = "--level", paramLabel = "LEVEL", converter = Converters.LevelId.class,
            completionCandidates = Candidates.Levels.class, description = "How much of an execution is shown: summary, calls or steps.")
    private Level level = Level.CALLS;

    @Option(names = "--no-why", description = "Leave out the argument under an execution.")
    private boolean noWhy;

    @Option(names = {"-q", "--quiet"}, description = "Print only what is not as expected, and no progress.")
    private boolean quiet;

    @Option(names = {"-v", "--verbose"}, description = "Print every outcome table, counterexample and uncovered edge.")
    private boolean verbose;

    Style style(Session session) {
        if (quiet && verbose) {
            throw new UsageException("-q and -v exclude each other");
        }
        return ListOptions.style(width, ascii, color.wanted(session.terminal()), session);
    }

    TraceText traces(Session session) {
        return new TraceText(style(session), level, !noWhy);
    }

    Level level() {
        return level;
    }

    /** Whether steps are wanted that no other thread can notice. */
    boolean everyStep() {
        return level == Level.STEPS;
    }

    boolean quiet() {
        return quiet;
    }

    boolean verbose() {
        return verbose;
    }
}
