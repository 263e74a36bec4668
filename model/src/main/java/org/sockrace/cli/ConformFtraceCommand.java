package org.sockrace.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.sockrace.conform.ftrace.Recording;
import org.sockrace.conform.FileFormatException;
import org.sockrace.conform.Lines;
import org.sockrace.conform.ftrace.Validation;
import org.sockrace.report.FtraceResults;
import org.sockrace.report.FtraceText;
import org.sockrace.report.html.HtmlReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sockrace conform ftrace}. */
@Command(name = "ftrace", description = "Validates a recording of sockets and modules (ftrace, trace-cmd report or perf script) against the model: "
        + "0 it is a behaviour of the model, 1 it is not, 3 it is but for events that were lost or missed.")
final class ConformFtraceCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "FILE", description = "The recording; - is the standard input.")
    private Path file;

    @Option(names = "--modules-before", paramLabel = "FILE", description = "A copy of /proc/modules from just before the recording; "
            + "without it, the first counters are taken from the recording.")
    private Path modulesBefore;

    @Option(names = "--modules-after", paramLabel = "FILE", description = "One from after it, when nothing of it goes on any more.")
    private Path modulesAfter;

    @Option(names = "--kprobe-profile", paramLabel = "FILE", description = "A copy of kprobe_profile from after it, which says what probes were missed; "
            + "without it, NAME.kprobe-profile beside a recording NAME.trace.")
    private Path kprobeProfile;

    @Option(names = "--kernel", paramLabel = "RELEASE", defaultValue = KernelRelease.DEFAULT, converter = Converters.Release.class,
            completionCandidates = Candidates.Kernels.class, description = KernelRelease.DESCRIPTION + " (${DEFAULT-VALUE}).")
    private KernelRelease kernel;

    @Mixin
    private ListOptions output;

    @Mixin
    private FormatOptions formats;

    @Mixin
    private QuietOption quiet;

    @Mixin
    private HtmlOption html;

    ConformFtraceCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (Stream.of(file, modulesBefore, modulesAfter, kprobeProfile).filter(f -> f != null && Lines.isStandardInput(f)).count() > 1) {
            throw new UsageException("the standard input (-) can be one file only");
        }
        Documents documents = formats.documents(session, file, modulesBefore, modulesAfter, kprobeProfile);
        html.check();
        Validation validation;
        Recording recording;
        try {
            recording = new Recording(file);
            validation = recording.validate(kernel.name(), modulesBefore, modulesAfter,
                    kprobeProfile != null ? kprobeProfile : Recording.kprobeProfileBeside(file));
        } catch (FileFormatException e) {
            throw new UsageException(e.getMessage());
        }
        String title = ConformCommand.title(file);
        String text = new FtraceText(output.style()).validation(title, kernel.text(), validation);
        int verdict = switch (validation.verdict()) {
            case EXPLAINED -> ExitCode.MET;
            case UNEXPLAINED -> ExitCode.UNEXPECTED;
            case HAS_GAPS -> ExitCode.INCONCLUSIVE;
        };
        if (documents.text() && quiet.prints(verdict)) {
            session.print(text);
        }
        int code = html.isWanted() ? page(recording, validation, text, !documents.text() || quiet.isWanted(), verdict) : verdict;
        documents.write(() -> FtraceResults.of(file.toString(), title, kernel.text(), validation));
        return code;
    }

    private int page(Recording recording, Validation validation, String text, boolean silent, int code) {
        HtmlReport page = HtmlOption.page(session);
        page.add(ConformCommand.title(file), text, text.lines().findFirst().orElse(""), validation,
                recording.excerpt(validation.finding(), HtmlReport.MOST_STEPS));
        return html.write(session, page::write, silent, code);
    }
}
