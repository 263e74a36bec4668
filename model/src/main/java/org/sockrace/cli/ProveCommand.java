package org.sockrace.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.sockrace.check.CheckOptions;
import org.sockrace.check.Proof;
import org.sockrace.check.Prover;
import org.sockrace.explore.ModelTooLargeException;
import org.sockrace.machine.simulated.CodeException;
import org.sockrace.machine.simulated.SetupException;
import org.sockrace.report.Judgement;
import org.sockrace.report.ProofResults;
import org.sockrace.report.ProofText;
import org.sockrace.report.Proved;
import org.sockrace.report.TraceText;
import org.sockrace.report.Unchecked;
import org.sockrace.scenario.Scenario;
import org.sockrace.scenario.ThreadDecl;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sockrace prove}. */
@Command(name = "prove", description = "Proves scenarios for any number of one of their threads, or shows at which number they break, or says why neither. "
        + "Exits with 3 if something is not proven. A scenario is given up after 60 seconds, or --time.")
final class ProveCommand implements Callable<Integer> {

    /** Of some scenarios there are ever more views. */
    private static final int PATIENCE_SECONDS = 60;

    private final Session session;

    @Parameters(paramLabel = "SCENARIO", arity = "0..*", completionCandidates = Candidates.Scenarios.class,
            description = "Names, numbers or patterns ('rmmod-*') of scenarios, or files *.race.")
    private List<String> names = new ArrayList<>();

    @Option(names = "--all", description = "All scenarios of the catalogue.")
    private boolean all;

    @Option(names = "--thread", paramLabel = "THREAD", description = "The thread of which there is any number; without, the one that is 'xN', or the first.")
    private String thread;

    @Option(names = "--views", paramLabel = "K", defaultValue = "3", description = "How many of the threads are looked at together at most (3): 1 is tried "
            + "first, and more if that shows what no search finds.")
    private int views;

    @Mixin
    private Selection selection;

    @Mixin
    private SearchOptions search;

    @Mixin
    private OutputOptions output;

    @Mixin
    private FormatOptions formats;

    @Mixin
    private ShardOptions shard;

    private final List<Proved> proved = new ArrayList<>();
    private final List<Unchecked> failed = new ArrayList<>();
    private final List<Integer> codes = new ArrayList<>();

    ProveCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (views < 1 || views > Prover.MOST_VIEWS) {
            throw new UsageException("--views must be 1 to " + Prover.MOST_VIEWS + ", not " + views);
        }
        List<Selection.Asked> whole = selection.scenarios(names, all);
        whole.forEach(this::checkThread);
        Cut<Selection.Asked> cut = shard.cut(whole, true);
        List<Selection.Asked> asked = cut.mine();
        Documents documents = formats.documents(session, Stream.concat(Stream.of(selection.files()), shard.files()).toArray(Path[]::new));
        CheckOptions options = options();
        ProofText text = new ProofText(output.style(session), asked.stream()
                .mapToInt(a -> a instanceof Selection.Selected one ? one.scenario().name().length() : 0).max().orElse(0));
        try (ProgressLine progress = ProgressLine.of(session, output.quiet() || !documents.text())) {
            for (Selection.Asked each : asked) {
                if (each instanceof Selection.Selected one) {
                    prove(one, options, progress);
                    show(one, text, documents, asked.size() == 1);
                } else if (each instanceof Selection.Unreadable unreadable) {
                    fail(new Unchecked(unreadable.origin(), unreadable.error().getMessage().lines().findFirst().orElse(""), Unchecked.Reason.MISTAKE),
                            ExitCode.USAGE, Errors.text(unreadable.error()));
                }
            }
        }
        if (documents.text() && asked.size() > 1 && !output.quiet()) {
            session.print(text.totals(proved, failed.size()));
        }
        int code = code(asked.size());
        documents.write(() -> ProofResults.of(proved, failed, formats.times()).asPart(cut.part(ShardOptions.suites(cut,
                Stream.concat(proved.stream().map(Proved::origin), failed.stream().map(Unchecked::origin))), code, null)));
        return code;
    }

    private CheckOptions options() {
        CheckOptions given = search.options(session.cancelled()::get);
        return given.maxSeconds() > 0 ? given : given.withLimits(given.maxStates(), given.maxMemory(), PATIENCE_SECONDS);
    }

    /** A name that is none of a scenario's threads is a slip: said before anything is searched. */
    private void checkThread(Selection.Asked asked) {
        if (thread != null && asked instanceof Selection.Selected one && one.scenario().threads().stream().noneMatch(t -> t.name().equals(thread))) {
            throw new UsageException(one.scenario().name() + " has no thread '" + thread + "': it has "
                    + String.join(", ", one.scenario().threads().stream().map(ThreadDecl::name).toList()));
        }
    }

    private String threadOf(Scenario scenario) {
        return thread != null ? thread : scenario.anyNumber().orElse(scenario.threads().get(0)).name();
    }

    private void prove(Selection.Selected one, CheckOptions options, ProgressLine progress) {
        Scenario scenario = one.scenario();
        if (session.cancelled().get()) {
            failed.add(new Unchecked(one.origin(), "interrupted", Unchecked.Reason.NOT_REACHED));
            return;
        }
        try {
            progress.begin(scenario.name());
            Proof proof = session.engine().prove(scenario, threadOf(scenario), views, options, progress);
            progress.end();
            proved.add(new Proved(scenario, proof, one.origin()));
        } catch (SetupException e) {
            progress.end();
            fail(new Unchecked(one.origin(), e.getMessage(), Unchecked.Reason.MISTAKE), ExitCode.USAGE,
                    "error: " + scenario.name() + " cannot be set up: " + e.getMessage());
        } catch (CodeException e) {
            progress.end();
            fail(new Unchecked(one.origin(), e.getMessage().lines().findFirst().orElse(""), Unchecked.Reason.MISTAKE), ExitCode.USAGE, e.getMessage());
        } catch (ModelTooLargeException e) {
            progress.end();
            fail(new Unchecked(one.origin(), e.getMessage(), Unchecked.Reason.TOO_LARGE), ExitCode.INCONCLUSIVE,
                    "error: " + scenario.name() + " is too large: " + e.getMessage());
        } catch (OutOfMemoryError e) {
            progress.end();
            fail(new Unchecked(one.origin(), "out of memory", Unchecked.Reason.TOO_LARGE), ExitCode.INCONCLUSIVE,
                    "error: " + scenario.name() + ": out of memory (java -Xmx gives more)");
        }
    }

    private void fail(Unchecked one, int code, String complaint) {
        failed.add(one);
        codes.add(code);
        session.complain(complaint);
    }

    private void show(Selection.Selected one, ProofText text, Documents documents, boolean alone) {
        Proved last = proved.isEmpty() ? null : proved.get(proved.size() - 1);
        if (!documents.text() || last == null || !last.origin().equals(one.origin()) || output.quiet() && last.judgement() == Judgement.MET) {
            return;
        }
        session.print(text.lines(last, alone || output.verbose()));
        boolean trace = last.shown() != null && (alone || output.verbose() || last.judgement() == Judgement.UNEXPECTED);
        if (trace) {
            TraceText traces = output.traces(session);
            session.print(traces.violation(last.checked().scenario(), last.shown(), last.checked().origin()) + "\n");
        }
    }

    private int code(int asked) {
        if (session.cancelled().get()) {
            session.complain("interrupted: " + proved.size() + " of " + asked + (asked == 1 ? " scenario was" : " scenarios were") + " looked at");
            return ExitCode.INTERRUPTED;
        }
        proved.forEach(one -> codes.add(ExitCode.of(one.judgement())));
        return ExitCode.worst(codes);
    }
}
