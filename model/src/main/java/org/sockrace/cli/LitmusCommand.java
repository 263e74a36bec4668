package org.sockrace.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import org.sockrace.report.LitmusResults;
import org.sockrace.report.LitmusResults.Judged;
import org.sockrace.report.LitmusText;
import org.sockrace.weak.litmus.Explanation;
import org.sockrace.weak.litmus.LitmusException;
import org.sockrace.weak.litmus.LitmusParser;
import org.sockrace.weak.litmus.LitmusResult;
import org.sockrace.weak.litmus.LitmusTest;
import org.sockrace.weak.model.ModelKind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sockrace litmus}. */
@Command(name = "litmus", description = "Says what the Linux-kernel memory model allows of litmus tests in the kernel's C, in the lines that herd7 prints: "
        + "0 every test was judged, 2 one cannot be read, 3 one was cut short.")
final class LitmusCommand implements Callable<Integer> {

    private static final double NANOS = 1e9;

    private final Session session;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "The tests; - is the standard input.")
    private List<Path> files = new ArrayList<>();

    @Option(names = "--model", paramLabel = "MODEL", defaultValue = "lkmm", converter = Converters.ModelId.class,
            completionCandidates = Candidates.Models.class, description = "lkmm, the kernel's; sc, sequential consistency; or lkmm-porf, the kernel's "
            + "without load buffering (${DEFAULT-VALUE}).")
    private ModelKind model;

    @Option(names = "--engine", paramLabel = "ENGINE", defaultValue = "enumerate", converter = Converters.LitmusEngineId.class,
            completionCandidates = Candidates.LitmusEngines.class, description = "enumerate, every candidate; or explore, which builds only what the model "
            + "allows, event by event, and cannot see load buffering: for lkmm-porf and sc (${DEFAULT-VALUE}).")
    private LitmusResult.Engine engine;

    @Option(names = "--explain", description = "Show an execution that satisfies the condition, or why the model forbids one.")
    private boolean explain;

    @Option(names = "--time", paramLabel = "TIME", converter = Converters.Seconds.class,
            description = "Stop after that time for each test; what was not judged then makes no verdict.")
    private Double time;

    @Mixin
    private FormatOptions formats;

    LitmusCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (!engine.finds(model)) {
            throw new UsageException("--engine explore leaves load buffering out: say --model lkmm-porf, or --model sc");
        }
        Documents documents = formats.textOrJson(session, "litmus", files.toArray(Path[]::new));
        List<Judged> judged = new ArrayList<>();
        int code = ExitCode.MET;
        for (Path file : files) {
            if (session.cancelled().get()) {
                break;
            }
            Judged one = judge(file);
            judged.add(one);
            code = Math.max(code, tell(one));
            if (documents.text() && one.result() != null && one.result().complete()) {
                session.print(LitmusText.result(one.result(), one.seconds()) + (one.explanation() == null ? "" : LitmusText.explanation(one.explanation())));
            }
        }
        documents.write(() -> LitmusResults.of(model.id(), engine.id(), judged));
        return session.cancelled().get() ? ExitCode.INTERRUPTED : code;
    }

    /** Complains if there is a reason; the code that the command ends with for that test. */
    private int tell(Judged one) {
        if (one.error() != null) {
            session.complain("error: " + one.error());
            return ExitCode.USAGE;
        }
        String name = one.result().test().name();
        if (one.result().wildPointers()) {
            session.complain("warning: " + one.file() + ": executions that use as an address what is none, such as NULL, are left out");
        }
        if (explain && one.explanation() == null && one.result().complete()) {
            session.complain("note: " + name + ": no execution was found that ends so, be it allowed or forbidden");
        }
        if (!one.result().complete()) {
            session.complain("inconclusive: " + name + " was cut short after " + one.result().candidates() + " executions");
            return ExitCode.INCONCLUSIVE;
        }
        return ExitCode.MET;
    }

    private Judged judge(Path file) {
        String name = shown(file);
        long began = System.nanoTime();
        BooleanSupplier stop = () -> session.cancelled().get() || time != null && System.nanoTime() - began > time * NANOS;
        try {
            LitmusTest test = LitmusParser.parse(read(file));
            LitmusResult result = LitmusResult.of(test, model, engine, stop);
            double seconds = formats.times() ? (System.nanoTime() - began) / NANOS : -1;
            return new Judged(name, result, null, explain && result.complete() ? Explanation.of(test, model, stop) : null, seconds);
        } catch (LitmusException e) {
            return new Judged(name, null, name + ":" + e.line() + ": " + e.getMessage(), null, -1);
        } catch (IOException e) {
            return new Judged(name, null, "cannot read " + name + why(file), null, -1);
        }
    }

    private static String why(Path file) {
        return Files.isDirectory(file) ? ": it is a folder" : Files.exists(file) ? "" : ": no such file";
    }

    private static String shown(Path file) {
        return Converters.STANDARD_INPUT.equals(file) ? "standard input" : file.toString();
    }

    private String read(Path file) throws IOException {
        byte[] bytes = Converters.STANDARD_INPUT.equals(file) ? session.in().readAllBytes() : Files.readAllBytes(file);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
