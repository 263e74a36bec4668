package org.sockrace.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.sockrace.check.Replay;
import org.sockrace.explain.Counterexample.Step;
import org.sockrace.explain.Counterexample;
import org.sockrace.explore.Schedule;
import org.sockrace.report.Numbers;
import org.sockrace.report.TraceText;
import org.sockrace.report.html.HtmlReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code sockrace replay}. */
@Command(name = "replay",
        description = "Runs a scenario along a schedule and shows the execution; exits with 1 if it breaks a property, with 4 if the "
        + "schedule does not fit any more.")
final class ReplayCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "ID", completionCandidates = Candidates.Scenarios.class,
            description = "NAME:SCHEDULE, for example rmmod-vs-socket:0x4,1x9,0, or FILE:SCHEDULE; with -e or -f, only SCHEDULE.")
    private String id;

    @Mixin
    private Selection selection;

    @Mixin
    private OutputOptions output;

    @Mixin
    private HtmlOption html;

    ReplayCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        html.check();
        int colon = id.lastIndexOf(':');
        if (!selection.isAdHoc() && colon < 0) {
            throw new UsageException("'" + id + "' names no schedule: expected NAME:SCHEDULE, as in NAME:0x4,1x9,0");
        }
        Selection.Selected chosen = selection.one(selection.isAdHoc() ? List.of() : List.of(id.substring(0, colon)), "a schedule");
        String schedule = id.substring(colon + 1);
        try {
            Schedule.parse(schedule);
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
        return replay(chosen, schedule);
    }

    private int replay(Selection.Selected one, String schedule) {
        TraceText traces = output.traces(session);
        Replay replay;
        try {
            replay = session.engine().replay(one.scenario(), schedule);
        } catch (StaleReplayException e) {
            session.print(" diverged at step " + e.step() + ": " + e.getMessage() + "\n");
            return ExitCode.STALE;
        }
        show(replay.broken() == null ? traces.execution(one.scenario(), replay.execution(), one.origin())
                : traces.violation(one.scenario(), replay.broken(), one.origin()));
        session.print(summary(replay));
        return page(one, replay, replay.checked() ? ExitCode.UNEXPECTED : ExitCode.MET);
    }

    private int page(Selection.Selected one, Replay replay, int code) {
        if (!html.isWanted()) {
            return code;
        }
        HtmlReport page = HtmlOption.page(session);
        page.add(one.scenario(), one.origin(), replay, html.counterparts(session, one.scenario()));
        return html.write(session, page, output.quiet(), code);
    }

    private static String summary(Replay replay) {
        long steps = replay.execution().steps().stream().filter(s -> s.number() > 0).count();
        String left = replay.notRun() == 0 ? "" : " the execution ends at step " + steps + ": "
                + Numbers.count(replay.notRun(), "step of the schedule was", "steps of the schedule were") + " not run\n";
        if (replay.broken() == null) {
            return left + " no property is broken in " + Numbers.count(steps, "step") + "\n";
        }
        String headline = TraceText.headline(replay.broken()) + ", " + at(replay.execution()) + "\n";
        return left + (replay.checked() ? " reproduced: " + headline : " nothing that is checked here is broken, but " + replay.broken().property().id()
                + " is: " + headline);
    }

    private static String at(Counterexample execution) {
        List<Step> steps = execution.steps().stream().filter(s -> s.number() > 0).toList();
        return steps.stream().filter(s -> s.kind() == Counterexample.Kind.BROKEN).reduce((a, b) -> b)
                .map(s -> "step " + s.number() + " of " + steps.size()).orElse("after " + Numbers.count(steps.size(), "step"));
    }

    private void show(String text) {
        if (!output.quiet()) {
            session.print(text + "\n");
        }
    }
}
