package org.sockrace.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.sockrace.conform.Lines;
import picocli.CommandLine.Command;

/** {@code sockrace conform}: the parent of the commands that hold the model against a real kernel. */
@Command(name = "conform", description = "Holds the model against what a real kernel did.")
final class ConformCommand implements Callable<Integer> {

    private final Session session;

    ConformCommand(Session session) {
        this.session = session;
    }

    /** What a file is called in a report. */
    static String title(Path file) {
        return Lines.isStandardInput(file) ? Lines.name(file) : file.getFileName().toString();
    }

    @Override
    public Integer call() {
        session.complain("error: conform needs to know with what: use errno, ftrace or source (sockrace conform --help shows usage)");
        return ExitCode.USAGE;
    }
}
