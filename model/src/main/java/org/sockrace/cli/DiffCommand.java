package org.sockrace.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.sockrace.check.CheckOptions;
import org.sockrace.check.CheckReport;
import org.sockrace.check.Closest;
import org.sockrace.check.Replay;
import org.sockrace.check.Violation;
import org.sockrace.report.Checked;
import org.sockrace.report.Diff;
import org.sockrace.report.DiffResults;
import org.sockrace.report.DiffRow;
import org.sockrace.report.DiffText;
import org.sockrace.report.html.HtmlReport;
import org.sockrace.scenario.Scenario;
import org.sockrace.scenario.ThreadDecl;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code sockrace diff}. */
@Command(name = "diff", description = "Shows two executions side by side, and the first step that differs: one that breaks something, and the closest one of "
        + "the same scenario that breaks nothing, or another one.")
final class DiffCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "ID", arity = "0..2", completionCandidates = Candidates.Scenarios.class,
            description = "NAME:SCHEDULE, as explain and replay have it, or NAME: the first execution that explain shows of that scenario. With -e or -f, "
            + "only SCHEDULE, or nothing. The second ID is what to compare it with; a NAME there follows the first's schedule.")
    private List<String> ids = new ArrayList<>();

    @Mixin
    private Selection selection;

    @Mixin
    private SearchOptions search;

    @Mixin
    private OutputOptions output;

    @Mixin
    private FormatOptions formats;

    @Mixin
    private HtmlOption html;

    private Documents documents;
    /** Those of the two executions. */
    private Scenario scenario;
    private Scenario other;

    DiffCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        output.style(session);
        html.check();
        ScheduleId first = wanted(0);
        ScheduleId second = ids.size() > 1 ? wanted(1) : null;
        if (second != null && !threads(first).equals(threads(second))) {
            throw new UsageException("executions of " + first.one().scenario().name() + " and " + second.one().scenario().name()
                    + " cannot be compared: the threads' names differ (" + String.join(", ", threads(first)) + " and "
                    + String.join(", ", threads(second)) + ")");
        }
        scenario = first.one().scenario();
        other = second == null ? scenario : second.one().scenario();
        documents = formats.textOrJson(session, "diff", selection.files());
        CheckOptions options = search.options(session.cancelled()::get);
        try (ProgressLine progress = ProgressLine.of(session, output.quiet() || !documents.text())) {
            return diff(first, second, options, progress);
        } catch (StaleReplayException e) {
            session.complain("diverged at step " + e.step() + ": " + e.getMessage());
            return ExitCode.STALE;
        }
    }

    private static List<String> threads(ScheduleId wanted) {
        return wanted.one().scenario().threads().stream().map(ThreadDecl::label).toList();
    }

    private ScheduleId wanted(int index) {
        return ScheduleId.of(index < ids.size() ? ids.get(index) : "", selection);
    }

    private int diff(ScheduleId first, ScheduleId second, CheckOptions options, ProgressLine progress) {
        Diff.Side left = first.schedule() == null ? found(first, options, progress) : replayed(first, first.schedule());
        if (left == null) {
            return unfinished();
        }
        if (second != null) {
            String schedule = second.schedule() != null ? second.schedule() : left.execution().replay();
            return show(left, second.schedule() != null ? replayed(second, schedule) : followed(second, schedule), null, progress);
        }
        if (left.broken() == null) {
            throw new UsageException("this execution breaks nothing: give a second one to compare it with");
        }
        progress.begin(first.one().scenario().name(), ProgressLine.levels(options));
        Closest closest = session.engine().closest(first.one().scenario(), left.execution().replay(), left.broken().property(), options, progress);
        progress.end();
        if (closest.execution() == null) {
            String name = first.one().scenario().name();
            session.complain(closest.certain() ? "every execution of " + name + " breaks something: give a second one, of another scenario"
                    : "no execution of " + name + " that breaks nothing was found within the limits");
            return closest.certain() ? ExitCode.USAGE : unfinished();
        }
        return show(left, new Diff.Side(closest.execution(), left.origin(), null), new Diff.NoReturn(closest.common() + 1, closest.certain()), progress);
    }

    private int unfinished() {
        return session.cancelled().get() ? ExitCode.INTERRUPTED : ExitCode.INCONCLUSIVE;
    }

    /** The execution that explain shows first; null, and that was said, if none was found although not all was searched. */
    private Diff.Side found(ScheduleId wanted, CheckOptions options, ProgressLine progress) {
        Selection.Selected one = wanted.one();
        progress.begin(one.scenario().name(), ProgressLine.levels(options));
        CheckReport report = session.engine().check(one.scenario(), options, progress);
        progress.end();
        Optional<Violation> broken = new Checked(one.scenario(), report, one.origin()).shownFirst();
        if (broken.isPresent()) {
            return new Diff.Side(broken.get().counterexample(), one.origin(), broken.get());
        }
        if (report.exhaustive() && report.violations().isEmpty()) {
            throw new UsageException(one.scenario().name() + " holds: it has no execution that breaks something; give two, as NAME:SCHEDULE");
        }
        session.complain("no execution of " + one.scenario().name() + " that breaks something was found within the limits"
                + (report.limit().isEmpty() ? "" : ": " + report.limit()));
        return null;
    }

    private Diff.Side replayed(ScheduleId wanted, String schedule) {
        return side(wanted, session.engine().replay(wanted.one().scenario(), schedule));
    }

    private Diff.Side followed(ScheduleId wanted, String schedule) {
        return side(wanted, session.engine().follow(wanted.one().scenario(), schedule, HtmlReport.MOST_STEPS));
    }

    private static Diff.Side side(ScheduleId wanted, Replay replay) {
        return new Diff.Side(replay.execution(), wanted.one().origin(), replay.broken());
    }

    private int show(Diff.Side left, Diff.Side right, Diff.NoReturn noReturn, ProgressLine progress) {
        progress.end();
        Diff diff = new Diff(left, right, noReturn, DiffRow.of(left.execution(), right.execution(), output.everyStep()));
        if (documents.text()) {
            session.print(new DiffText(output.style(session), output.level()).text(diff));
        }
        int code = ExitCode.MET;
        if (html.isWanted()) {
            HtmlReport page = HtmlOption.page(session);
            page.add(scenario, other, diff);
            code = html.write(session, page::write, output.quiet() || !documents.text(), code);
        }
        documents.write(() -> DiffResults.of(diff));
        return code;
    }
}
