package org.sockrace.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.sockrace.conform.FileFormatException;
import org.sockrace.conform.source.LeftOut;
import org.sockrace.conform.source.Marks;
import org.sockrace.conform.source.Rules;
import org.sockrace.conform.source.Skeletons;
import org.sockrace.conform.source.SourceComparison;
import org.sockrace.kernel.KernelConfig;
import org.sockrace.report.SourceConformText;
import org.sockrace.report.SourceResults;
import org.sockrace.scenario.Suggest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sockrace conform source}. */
@Command(name = "source", description = "Compares the C of a kernel tree with the modelled functions: "
        + "0 each does the same or differs as it is marked, 1 some do not.")
final class ConformSourceCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "TREE", description = "The folder with the kernel's sources, or a file that --write-skeleton has written.")
    private Path tree;

    @Option(names = "--kernel", paramLabel = "RELEASE", converter = Converters.Release.class, completionCandidates = Candidates.Kernels.class,
            description = KernelRelease.DESCRIPTION + " (that of the tree's Makefile).")
    private KernelRelease kernel;

    @Option(names = "--function", paramLabel = "NAME", description = "This function only, and all of it.")
    private String function;

    @Option(names = "--write-skeleton", paramLabel = "FILE", description = "Write what was read of the tree to this file: names, labels and error numbers.")
    private Path written;

    @Mixin
    private ListOptions output;

    @Mixin
    private FormatOptions formats;

    @Mixin
    private QuietOption quiet;

    ConformSourceCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Documents documents = formats.documents(session, tree, written);
        SourceComparison comparison;
        Skeletons skeletons;
        Rules rules = Rules.bundled();
        LeftOut leftOut = LeftOut.bundled();
        try {
            skeletons = Skeletons.of(tree, rules);
            version(skeletons);
            if (written != null) {
                skeletons.write(written);
            }
            comparison = SourceComparison.of(skeletons, KernelConfig.of(kernel.version()), rules, leftOut, Marks.bundled());
        } catch (FileFormatException e) {
            throw new UsageException(e.getMessage());
        }
        SourceComparison shown = function == null ? comparison
                : comparison.only(rules.function(function)).orElseThrow(() -> unknown(comparison, rules, leftOut));
        String version = skeletons.version().orElse(kernel.asked());
        int code = shown.agrees() ? ExitCode.MET : ExitCode.UNEXPECTED;
        if (documents.text() && quiet.prints(code)) {
            session.print(new SourceConformText(output.style()).comparison(tree.toString(), skeletons, kernel.name(), shown, function != null));
        }
        documents.write(() -> SourceResults.of(tree.toString(), skeletons, version, kernel.name(), shown));
        return code;
    }

    private void version(Skeletons skeletons) {
        if (kernel != null) {
            return;
        }
        String there = skeletons.version().orElseThrow(() -> new UsageException(tree + ": its Makefile does not say which version it is; use --kernel"));
        try {
            kernel = KernelRelease.of(there);
        } catch (IllegalArgumentException e) {
            throw new UsageException(tree + ": " + e.getMessage());
        }
    }

    private UsageException unknown(SourceComparison comparison, Rules rules, LeftOut leftOut) {
        String why = rules.notCompared(function).or(() -> leftOut.why(function).map(reason -> "calls of it are left out: " + reason)).orElse(null);
        if (why != null) {
            return new UsageException("function '" + function + "' is not compared by itself: " + why);
        }
        List<String> valid = comparison.functions().stream().map(SourceComparison.Compared::function).toList();
        return new UsageException("no function '" + function + "' is compared" + Suggest.nearest(function, valid)
                .map(w -> "; did you mean '" + w + "'?").orElse("; without --function, those that are compared are listed"));
    }
}
