package org.sockrace.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.sockrace.check.CheckOptions;
import org.sockrace.check.CheckReport;
import org.sockrace.check.Violation;
import org.sockrace.explain.Counterexample;
import org.sockrace.report.Checked;
import org.sockrace.reproducer.Reproducer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sockrace export}. */
@Command(name = "export", description = "Writes a reproducer for a real kernel: a program in C that makes the calls of a scenario, and a kernel module that "
        + "preempts its threads where the schedule does. Nothing of it is run.")
final class ExportCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "ID", arity = "0..1", completionCandidates = Candidates.Scenarios.class,
            description = "NAME:SCHEDULE, as explain and replay have it, or NAME: the first execution that explain shows of that scenario. With -e or -f, "
            + "only SCHEDULE, or nothing.")
    private String id = "";

    @Option(names = "--to", paramLabel = "DIR", required = true, description = "The folder that the files are written to; it is made if it is not there.")
    private Path folder;

    @Option(names = "--force", description = "Overwrite files that are there.")
    private boolean force;

    @Mixin
    private Selection selection;

    @Mixin
    private SearchOptions search;

    @Option(names = {"-q", "--quiet"}, description = "Print nothing but errors, and no progress.")
    private boolean quiet;

    ExportCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        ScheduleId wanted = ScheduleId.of(id, selection);
        checkFolder();
        Counterexample execution;
        try {
            execution = wanted.schedule() != null ? session.engine().replay(wanted.one().scenario(), wanted.schedule()).execution() : found(wanted.one());
        } catch (StaleReplayException e) {
            session.complain("diverged at step " + e.step() + ": " + e.getMessage());
            return ExitCode.STALE;
        }
        String command = execution == null ? wanted.one().origin().command("export")
                : wanted.one().origin().replay(execution.replay()).replaceFirst("^sockrace replay", "sockrace export");
        Reproducer made;
        try {
            made = Reproducer.of(wanted.one().scenario(), execution, command);
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
        return write(made, execution);
    }

    /** The execution that explain shows first, or null. */
    private Counterexample found(Selection.Selected one) {
        try (ProgressLine progress = ProgressLine.of(session, quiet)) {
            CheckOptions options = search.options(session.cancelled()::get);
            progress.begin(one.scenario().name(), ProgressLine.levels(options));
            CheckReport report = session.engine().check(one.scenario(), options, progress);
            progress.end();
            return new Checked(one.scenario(), report, one.origin()).shownFirst().map(Violation::counterexample).orElse(null);
        }
    }

    private void checkFolder() {
        if (folder.equals(Converters.STANDARD_INPUT)) {
            throw new UsageException("--to needs the name of a folder");
        }
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new UsageException("cannot write " + folder + ": it is not a folder");
        }
        List<String> there = Reproducer.NAMES.stream().filter(name -> Files.exists(folder.resolve(name))).toList();
        if (!force && !there.isEmpty()) {
            throw new UsageException(folder + " has " + String.join(", ", there) + " already: choose another folder, or --force overwrites");
        }
        try {
            Files.createDirectories(folder);
        } catch (IOException | InvalidPathException e) {
            throw new UsageException("cannot write " + folder + ": the folder cannot be made");
        }
        if (!Files.isWritable(folder)) {
            throw new UsageException("cannot write " + folder + ": permission denied");
        }
    }

    private int write(Reproducer made, Counterexample execution) {
        List<String> written = new ArrayList<>();
        for (Map.Entry<String, String> file : made.files().entrySet()) {
            try {
                Files.writeString(folder.resolve(file.getKey()), file.getValue());
                written.add(file.getKey());
            } catch (IOException e) {
                session.complain("error: cannot write " + folder.resolve(file.getKey()) + ": " + e.getMessage());
                return ExitCode.NOT_WRITTEN;
            }
        }
        if (!quiet) {
            made.left().forEach(line -> session.print(" left out: " + line + "\n"));
            session.print(" written to " + folder + ": " + String.join(", ", written) + "\n"
                    + (execution == null ? " without a schedule: no execution is known that breaks something\n" : ""));
        }
        return ExitCode.MET;
    }
}
