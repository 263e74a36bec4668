package org.sockrace.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.sockrace.conform.FileFormatException;
import org.sockrace.conform.Lines;
import org.sockrace.conform.ftrace.Recording;
import org.sockrace.odds.TimeTableWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code sockrace times}. */
@Command(name = "times", description = "Makes a table of how long functions took in a recording (ftrace, trace-cmd report or perf script), for odds --times.")
final class TimesCommand implements Callable<Integer> {

    private final Session session;

    @Option(names = "--from-ftrace", paramLabel = "FILE", required = true, description = "The recording; - is the standard input.")
    private Path file;

    @Option(names = "--machine", paramLabel = "TEXT", description = "On which machine that was, for the table to say.")
    private String machine = "";

    TimesCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (machine.lines().count() > 1) {
            throw new UsageException("--machine must be one line");
        }
        try {
            List<String> comments = new ArrayList<>();
            Path name = file.getFileName();
            String recording = Lines.isStandardInput(file) || name == null ? "the standard input" : name.toString();
            comments.add("machine: " + (machine.isBlank() ? "that of the recording " + recording : machine.strip()));
            comments.add("made by: sockrace times --from-ftrace " + recording);
            comments.add("A row of a function is one call of it, without what has a row of its own. Rows 'assumed' are for you to measure, or to change.");
            session.print(TimeTableWriter.text(comments, new Recording(file).durations()));
        } catch (FileFormatException e) {
            throw new UsageException(e.getMessage());
        }
        return ExitCode.MET;
    }
}
