package org.sockrace.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.sockrace.conform.FileFormatException;
import org.sockrace.conform.errno.BuiltIns;
import org.sockrace.conform.errno.CallTable;
import org.sockrace.conform.errno.Comparison;
import org.sockrace.report.ErrnoResults;
import org.sockrace.report.ErrnoText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sockrace conform errno}. */
@Command(name = "errno", description = "Compares a table of what socket(2) returned on a real kernel with the model: "
        + "0 all rows agree that the model can speak of, 1 some do not, 3 it can speak of none.")
final class ConformErrnoCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "FILE", description = "The table: columns modules, user, family, type, protocol, result, cloexec, nonblock, "
            + "separated by tabs; - is the standard input.")
    private Path file;

    @Option(names = "--kernel", paramLabel = "RELEASE", defaultValue = KernelRelease.DEFAULT, converter = Converters.Release.class,
            completionCandidates = Candidates.Kernels.class, description = KernelRelease.DESCRIPTION + " (${DEFAULT-VALUE}).")
    private KernelRelease kernel;

    @Option(names = "--built-in", paramLabel = "LIST", split = ",", converter = Converters.BuiltInName.class,
            description = "What the kernel has without modules, besides inet (unix,netlink,packet,inet6,udplite,mptcp); netlink:xfrm and the like say "
                    + "which protocols netlink has: see list built-in.")
    private List<String> builtIn;

    @Mixin
    private ListOptions output;

    @Mixin
    private FormatOptions formats;

    @Mixin
    private QuietOption quiet;

    ConformErrnoCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Documents documents = formats.documents(session, file);
        Comparison comparison;
        try {
            comparison = new CallTable(file).compare(kernel.name(), builtIn == null ? BuiltIns.USUAL : BuiltIns.of(builtIn));
        } catch (FileFormatException e) {
            throw new UsageException(e.getMessage());
        }
        String title = ConformCommand.title(file);
        int code = comparison.differ() > 0 ? ExitCode.UNEXPECTED : comparison.agree() == 0 ? ExitCode.INCONCLUSIVE : ExitCode.MET;
        if (documents.text() && quiet.prints(code)) {
            session.print(new ErrnoText(output.style()).comparison(title, kernel.text(), comparison));
        }
        documents.write(() -> ErrnoResults.of(file.toString(), title, kernel.text(), comparison));
        return code;
    }
}
