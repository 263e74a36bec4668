package org.sockrace.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sockrace.check.CheckOptions;
import org.sockrace.check.CheckReport;
import org.sockrace.check.ClusterException;
import org.sockrace.check.Outcome;
import org.sockrace.check.Violation;
import org.sockrace.check.WeakExpectations;
import org.sockrace.disk.WorkException;
import org.sockrace.explore.ModelTooLargeException;
import org.sockrace.format.Part;
import org.sockrace.machine.simulated.CodeException;
import org.sockrace.machine.simulated.SetupException;
import org.sockrace.report.CheckResults;
import org.sockrace.report.CheckText;
import org.sockrace.report.Checked;
import org.sockrace.report.Entry;
import org.sockrace.report.JsonReport;
import org.sockrace.report.Judgement;
import org.sockrace.report.Numbers;
import org.sockrace.report.Origin;
import org.sockrace.report.RepairText;
import org.sockrace.report.TraceText;
import org.sockrace.report.Unchecked;
import org.sockrace.report.Unchecked.Reason;
import org.sockrace.report.html.HtmlReport;
import org.sockrace.scenario.Scenario;
import org.sockrace.weak.world.NotSupportedException;

/** Checks scenarios one after the other, shows what is found as soon as it is known, and sums up. */
final class CheckRun {

    private static final String NOT_REACHED = "not checked: interrupted";

    private final Session session;
    private final OutputOptions output;
    private final TraceText traces;
    private final CheckText text;
    private final Documents documents;
    private final boolean times;
    private final boolean explain;
    private final List<Selection.Asked> asked;
    private final boolean catalogue;
    private final HtmlOption html;
    private boolean fixes;
    /** What is a part of it; null if nothing else was asked for. */
    private Cut<Selection.Asked> cut;
    private final List<Entry> entries = new ArrayList<>();
    private final List<Integer> failures = new ArrayList<>();
    /** What was not known of those that were refused, and how often. */
    private final Map<String, Integer> refused = new TreeMap<>();

    /** With {@code catalogue}, all of it is among the scenarios; with {@code times}, documents say how long it took. */
    CheckRun(Session session, OutputOptions output, List<Selection.Asked> asked, boolean catalogue, Documents documents, boolean times, boolean explain,
             HtmlOption html) {
        this.session = session;
        this.output = output;
        this.traces = output.traces(session);
        this.asked = asked;
        this.text = new CheckText(output.style(session), asked.stream()
                .mapToInt(a -> a instanceof Selection.Selected one ? one.scenario().name().length() : 0).max().orElse(0));
        this.catalogue = catalogue;
        this.documents = documents;
        this.times = times;
        this.explain = explain;
        this.html = html;
        html.check();
    }

    /** Looks for what repairs the scenarios that break, if that is wanted. */
    CheckRun withFixes(boolean wanted) {
        fixes = wanted;
        return this;
    }

    /** These are what that leaves of the whole run. */
    CheckRun asPart(Cut<Selection.Asked> of) {
        cut = of.isPart() ? of : null;
        return this;
    }

    /** Checks them all and returns the exit code: that of the worst. */
    int run(CheckOptions given, boolean boundOk) {
        CheckOptions options = html.isWanted() ? given.withWitnesses() : given;
        prepare();
        try (ProgressLine progress = ProgressLine.of(session, output.quiet())) {
            for (Selection.Asked each : asked) {
                if (each instanceof Selection.Selected one) {
                    checkUnlessCancelled(one, options, progress);
                } else if (each instanceof Selection.Unreadable unreadable) {
                    failures.add(ExitCode.USAGE);
                    String first = unreadable.error().getMessage().lines().findFirst().orElse("");
                    entries.add(new Unchecked(unreadable.origin(), first.replaceFirst("^error: ", ""), Reason.MISTAKE));
                    session.complain(Errors.text(unreadable.error()));
                }
            }
        }
        summary();
        unusedExemptions();
        interrupted();
        int code = page(code(boundOk));
        documents.write(() -> CheckResults.of(explain ? "explain" : "check", entries, session.engine().universe(), times).asPart(part(code)));
        return code;
    }

    private Part part(int code) {
        return cut == null ? null : cut.part(ShardOptions.suites(cut, entries.stream().map(Entry::origin)), code, isSearched() ? unused() : null);
    }

    /** Does now what the summary needs in any case: whoever interrupts a search does not want to wait for it then. */
    private void prepare() {
        if (documents.any()) {
            JsonReport.document(List.of(), session.engine().universe());
        } else if (asked.size() > 1) {
            session.engine().universe();
        }
    }

    private void checkUnlessCancelled(Selection.Selected one, CheckOptions options, ProgressLine progress) {
        if (session.cancelled().get()) {
            entries.add(new Unchecked(one.origin(), NOT_REACHED, Reason.NOT_REACHED));
        } else {
            check(one, options, progress);
        }
    }

    private void check(Selection.Selected one, CheckOptions options, ProgressLine progress) {
        String name = one.scenario().name();
        try {
            progress.begin(name, ProgressLine.levels(options));
            CheckReport report = session.engine().check(one.scenario(), options, progress);
            CheckReport shown = fixes ? fixed(one.scenario(), report, options, progress) : report;
            progress.end();
            entries.add(new Checked(one.scenario(), shown, one.origin()));
        } catch (SetupException e) {
            failed(one, ExitCode.USAGE, progress, name + " cannot be set up: " + e.getMessage());
        } catch (WorkException | ClusterException e) {
            failed(one, ExitCode.USAGE, progress, e.getMessage());
        } catch (NotSupportedException e) {
            refused(one, e, progress);
        } catch (CodeException e) {
            mistaken(one, progress, e);
        } catch (ModelTooLargeException e) {
            failed(one, ExitCode.INCONCLUSIVE, progress, name + " is too large: " + e.getMessage());
        } catch (OutOfMemoryError e) {
            failed(one, ExitCode.INCONCLUSIVE, progress, name + ": out of memory (java -Xmx gives more)");
        } catch (RuntimeException | StackOverflowError | AssertionError e) {
            progress.end();
            internal(name, e);
            entries.add(new Unchecked(one.origin(), "internal error: " + Failure.text(e), Reason.MISTAKE));
        }
        if (documents.text() && entries.get(entries.size() - 1) instanceof Checked checked) {
            showSafely(checked);
        }
    }

    /** With what repairs it; whatever goes wrong there must not hide what was found. */
    private CheckReport fixed(Scenario scenario, CheckReport report, CheckOptions options, ProgressLine progress) {
        try {
            return session.engine().withFixes(scenario, report, options, progress);
        } catch (OutOfMemoryError e) {
            session.complain("error: " + scenario.name() + ": out of memory while repairs were tried (java -Xmx gives more)");
        } catch (RuntimeException | StackOverflowError | AssertionError e) {
            internal(scenario.name(), e);
        }
        return report;
    }

    /** What cannot be shown is said, and the next scenario is checked. */
    private void showSafely(Checked checked) {
        String name = checked.scenario().name();
        try {
            show(checked);
        } catch (OutputException e) {
            throw e;
        } catch (OutOfMemoryError e) {
            failures.add(ExitCode.INCONCLUSIVE);
            session.complain("error: " + name + ": out of memory while it was shown (java -Xmx gives more)");
        } catch (RuntimeException | StackOverflowError | AssertionError e) {
            internal(name, e);
        }
    }

    /** Of the catalogue as a whole it is known who expects what is not looked for: that is said, and no mistake of who asks. */
    private void refused(Selection.Selected one, NotSupportedException why, ProgressLine progress) {
        refused.merge(why.getMessage(), 1, Integer::sum);
        String text = one.scenario().name() + " cannot be checked with --memory lkmm, which does not know " + why.getMessage();
        if (catalogue && one.origin().option().isEmpty() && WeakExpectations.isRefused(one.scenario())) {
            progress.end();
            entries.add(new Unchecked(one.origin(), text, Reason.REFUSED));
            session.complain("refused: " + text);
        } else {
            failed(one, ExitCode.USAGE, progress, text);
        }
    }

    private void failed(Selection.Selected one, int code, ProgressLine progress, String error) {
        progress.end();
        failures.add(code);
        entries.add(new Unchecked(one.origin(), error, code == ExitCode.INCONCLUSIVE ? Reason.TOO_LARGE : Reason.MISTAKE));
        session.complain("error: " + error);
    }

    /** The user's own code, which cannot be checked. */
    private void mistaken(Selection.Selected one, ProgressLine progress, CodeException e) {
        progress.end();
        failures.add(ExitCode.USAGE);
        entries.add(new Unchecked(one.origin(), one.scenario().name() + ": " + e.getMessage().lines().findFirst().orElse(""), Reason.MISTAKE));
        session.complain(e.getMessage());
    }

    private void internal(String name, Throwable failure) {
        failures.add(ExitCode.INTERNAL);
        Failure.report(session, name, failure, output.verbose());
    }

    private void show(Checked checked) {
        Judgement judgement = checked.judgement();
        boolean interesting = judgement != Judgement.MET || output.verbose();
        if (output.quiet() && !interesting) {
            return;
        }
        session.print(text.line(checked));
        if (interesting || asked.size() == 1) {
            session.print(text.outcomes(checked, output.verbose()));
        }
        if (output.verbose()) {
            session.print(text.races(checked.report()));
        }
        List<Violation> violations = checked.violations();
        if (!violations.isEmpty() && (explain || interesting)) {
            int shown = output.verbose() ? violations.size() : 1;
            violations.subList(0, shown).forEach(v -> session.print(trace(checked, v)));
            session.print(text.findings(checked, violations.subList(shown, violations.size())));
        }
    }

    /** The counterexample; if that fails, at least what was found, and then the failure is reported. */
    private String trace(Checked checked, Violation violation) {
        try {
            return traces.violation(checked.scenario(), violation, checked.origin()) + "\n";
        } catch (RuntimeException e) {
            session.print(TraceText.headline(violation) + "\n" + text.findings(checked, List.of(violation)));
            throw e;
        }
    }

    private void summary() {
        List<Checked> done = checked();
        if (!documents.text()) {
            return;
        }
        if (asked.size() > 1 && !output.quiet() && !(done.isEmpty() && session.cancelled().get())) {
            boolean covering = (catalogue && cut == null || output.verbose()) && !session.cancelled().get();
            int known = unchecked(Reason.REFUSED);
            int failed = entries.size() - done.size() - unchecked(Reason.NOT_REACHED) - known;
            session.print(text.totals(done, session.engine().universe(), failed, known, covering, output.verbose()));
            session.print(text.refused(refused));
        } else if (!explain && !output.quiet() && done.size() == 1 && done.get(0).judgement() == Judgement.MET) {
            session.print(hint(done.get(0)));
        }
        if (!output.quiet()) {
            session.print(RepairText.lines(done));
        }
    }

    /** What to type next: a line, or nothing. */
    private static String hint(Checked checked) {
        if (!checked.report().violations().isEmpty()) {
            return checked.origin().option().isEmpty() ? " sockrace explain " + checked.scenario().name() + " shows how\n" : "";
        }
        // A program would be longer than a line.
        String witness = checked.origin().option().equals("-e") ? "sockrace witness -e PROGRAM" : checked.origin().command("witness");
        return checked.report().outcomes().stream().filter(o -> o.seen() == Outcome.Seen.SOMETIMES && o.cases().isEmpty()).findFirst()
                .map(o -> " " + witness + " " + Origin.quoted(String.join(", ", o.values())) + " shows how that comes about\n").orElse("");
    }

    /** A race that is declared benign and never happens: nobody needs to be told so, and the next race at that place would be hidden. */
    private void unusedExemptions() {
        if (isSearched() && cut == null) {
            for (String race : unused()) {
                Unchecked exemption = Unchecked.unusedExemption(race);
                entries.add(exemption);
                failures.add(ExitCode.UNEXPECTED);
                session.complain("error: " + exemption.error());
            }
        }
    }

    private List<String> unused() {
        return session.engine().universe().unusedExemptions(checked().stream().map(Checked::report).toList());
    }

    /** Whether all of the catalogue that was asked for was searched: else nothing can be said of what does not happen there. */
    private boolean isSearched() {
        return catalogue && !session.cancelled().get() && entries.size() == asked.size()
                && entries.stream().allMatch(e -> e instanceof Checked c && c.judgement() != Judgement.INCONCLUSIVE);
    }

    private void interrupted() {
        List<Checked> done = checked();
        if (session.cancelled().get()) {
            boolean whole = done.isEmpty() || done.get(done.size() - 1).report().exhaustive();
            session.complain("interrupted: " + done.size() + " of " + Numbers.count(asked.size(), "scenario")
                    + (asked.size() == 1 ? " was" : " were") + " checked" + (whole ? "" : ", the last in part"));
        }
    }

    /** Writes the page, and returns what the command ends with. */
    private int page(int code) {
        if (!html.isWanted()) {
            return code;
        }
        HtmlReport page = HtmlOption.page(session);
        for (Entry entry : entries) {
            if (entry instanceof Checked checked) {
                page.add(checked, html.counterparts(session, checked.scenario()));
            } else if (entry instanceof Unchecked unchecked) {
                page.add(unchecked);
            }
        }
        return html.write(session, page::write, !documents.text() || output.quiet(), code);
    }

    private int unchecked(Reason reason) {
        return (int) entries.stream().filter(e -> e instanceof Unchecked u && u.reason() == reason).count();
    }

    private List<Checked> checked() {
        return entries.stream().filter(e -> e instanceof Checked).map(e -> (Checked) e).toList();
    }

    private int code(boolean boundOk) {
        List<Integer> codes = new ArrayList<>(failures);
        checked().forEach(checked -> codes.add(ExitCode.of(checked.judgement())));
        if (session.cancelled().get()) {
            codes.add(ExitCode.INTERRUPTED);
        }
        int worst = ExitCode.worst(codes);
        return worst == ExitCode.INCONCLUSIVE && boundOk ? ExitCode.MET : worst;
    }
}
