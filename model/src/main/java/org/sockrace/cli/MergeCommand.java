package org.sockrace.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.sockrace.report.Unchecked;
import org.sockrace.report.merge.MergeException;
import org.sockrace.report.merge.MergeText;
import org.sockrace.report.merge.Merged;
import org.sockrace.report.merge.PartDocument;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sockrace merge}. */
@Command(name = "merge", description = "Joins the JSON documents of the parts of a run (check, prove or mutate with --shard) to what the whole run would "
        + "have said, and exits with the code that it would have exited with. A part that is missing was not searched: exit code 3.")
final class MergeCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "The documents, one of each part.")
    private List<Path> files = new ArrayList<>();

    @Mixin
    private FormatOptions formats;

    @Mixin
    private ListOptions look;

    @Option(names = {"-q", "--quiet"}, description = "Print only what is not as expected.")
    private boolean quiet;

    MergeCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        try {
            Documents documents = formats.documents(session, files.toArray(Path[]::new));
            Merged merged = Merged.of(files.stream().map(PartDocument::read).toList());
            if (documents.text()) {
                session.print(new MergeText(look.style(), quiet).text(merged));
            }
            merged.missing().forEach(part -> session.complain("error: part " + part + "/" + merged.of() + " is missing: no document of it was given"));
            merged.unused().forEach(race -> session.complain("error: " + Unchecked.unusedExemption(race).error()));
            documents.write(merged::results);
            return code(merged);
        } catch (MergeException e) {
            throw new UsageException(e.getMessage());
        }
    }

    private static int code(Merged merged) {
        List<Integer> codes = new ArrayList<>(merged.codes());
        if (!merged.missing().isEmpty()) {
            codes.add(ExitCode.INCONCLUSIVE);
        }
        if (!merged.unused().isEmpty()) {
            codes.add(ExitCode.UNEXPECTED);
        }
        return ExitCode.worst(codes);
    }
}
