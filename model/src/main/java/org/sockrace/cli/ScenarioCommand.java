package org.sockrace.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.sockrace.conform.ftrace.Recording;
import org.sockrace.conform.FileFormatException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code sockrace scenario}. */
@Command(name = "scenario", description = "Writes a scenario of what a recording shows around one line, for check -f: this is what happened, "
        + "and check says what else could have.")
final class ScenarioCommand implements Callable<Integer> {

    private final Session session;

    @Option(names = "--from-ftrace", paramLabel = "FILE", required = true, description = "The recording; - is the standard input.")
    private Path file;

    @Option(names = "--around", paramLabel = "LINE", description = "A line of it; without, one where a call failed because a module was changing.")
    private Integer line;

    @Option(names = "--kernel", paramLabel = "RELEASE", defaultValue = KernelRelease.DEFAULT, converter = Converters.Release.class,
            completionCandidates = Candidates.Kernels.class, description = KernelRelease.DESCRIPTION + " (${DEFAULT-VALUE}).")
    private KernelRelease kernel;

    ScenarioCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (line != null && line < 1) {
            throw new UsageException("--around must be the number of a line, from 1, not " + line);
        }
        try {
            String text = new Recording(file).scenario(kernel.name(), line == null ? 0 : line);
            session.print((kernel.exact() ? "" : "# Kernel " + kernel.text() + ".\n") + text);
        } catch (FileFormatException e) {
            throw new UsageException(e.getMessage());
        }
        return ExitCode.MET;
    }
}
