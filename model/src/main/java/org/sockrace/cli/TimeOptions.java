package org.sockrace.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.sockrace.check.OddsChecker;
import org.sockrace.conform.FileFormatException;
import org.sockrace.odds.Duration;
import org.sockrace.odds.TimeTable;
import org.sockrace.odds.TimeTableFile;
import org.sockrace.odds.Times;
import org.sockrace.odds.Vocabulary;
import picocli.CommandLine.Option;

/** The options that say how long operations take. */
final class TimeOptions {

    @Option(names = "--times", paramLabel = "FILE", description = "A table of how long operations take, as 'sockrace times' makes it; without, that of a "
            + "recording of Linux 6.1 in qemu, which is bundled.")
    private Path file;

    @Option(names = "--slow", paramLabel = "OPERATION=TIME", description = "Take another time for an operation, as in "
            + "--slow 'inet_create/rcu_read_unlock=50ms'; also '15ms erlang 9', '1ms constant' or 'lognormal 2us 50us', as in a table. May be repeated.")
    private List<String> slow = new ArrayList<>();

    /** The file that is read, if there is one. */
    Stream<Path> files() {
        return Stream.ofNullable(file);
    }

    /**
     * The table.
     *
     * @throws UsageException if there is something wrong with it
     */
    TimeTable table() {
        Vocabulary vocabulary = OddsChecker.vocabulary();
        TimeTable table;
        try {
            table = file == null ? TimeTableFile.bundled(vocabulary) : TimeTableFile.read(file, vocabulary);
        } catch (FileFormatException e) {
            throw new UsageException(e.getMessage());
        }
        for (String one : slow) {
            table = slowed(table, one, vocabulary);
        }
        return slow.isEmpty() ? table : new TimeTable(table.name() + " and --slow", table.machine(), table.rows());
    }

    private static TimeTable slowed(TimeTable table, String one, Vocabulary vocabulary) {
        int equals = one.lastIndexOf('=');
        if (equals < 0) {
            throw new UsageException("--slow '" + one + "' is no OPERATION=TIME, as in inet_create/rcu_read_unlock=50ms");
        }
        String operation = one.substring(0, equals).strip();
        String problem = vocabulary.problem(operation);
        if (problem != null) {
            throw new UsageException("--slow: " + problem);
        }
        try {
            return table.with(operation, duration(one.substring(equals + 1).strip()), "--slow");
        } catch (IllegalArgumentException e) {
            throw new UsageException("--slow: " + e.getMessage());
        }
    }

    /** A time, as a table has it in its column mean, and a distribution after it; or one that has its values itself. */
    private static Duration duration(String text) {
        if (text.matches("(?:uniform|lognormal|histogram)\\b.*")) {
            return Times.distribution(text, 0);
        }
        int space = text.indexOf(' ');
        return space < 0 ? Duration.exponential(Times.parse(text)) : Times.distribution(text.substring(space + 1), Times.parse(text.substring(0, space)));
    }
}
