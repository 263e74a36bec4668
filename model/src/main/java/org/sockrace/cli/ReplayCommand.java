package org.sockrace.cli;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.sockrace.check.Checker;
import org.sockrace.check.Replay;
import org.sockrace.check.Violation;
import org.sockrace.explain.Counterexample.Step;
import org.sockrace.explain.Counterexample;
import org.sockrace.report.Numbers;
import org.sockrace.report.StepText;
import org.sockrace.report.TraceText;
import org.sockrace.report.html.HtmlReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sockrace replay}. */
@Command(name = "replay",
        description = "Runs a scenario along a schedule and shows the execution; exits with 1 if it breaks a property, with 4 if the "
        + "schedule does not fit any more.")
final class ReplayCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "ID", arity = "0..1", completionCandidates = Candidates.Scenarios.class,
            description = "NAME:SCHEDULE, for example rmmod-vs-socket:0x4,1x9,0, or FILE:SCHEDULE; with -e or -f, only SCHEDULE.")
    private String id = "";

    @Option(names = "--step", description = "Go through it step by step: commands are typed, or come through a pipe (help lists them). The schedule may be "
            + "left out.")
    private boolean step;

    @Option(names = "--live", description = "Run the kernel's Java code itself along the schedule, each thread on one of its own, so that a debugger stops in "
            + "it at the step that is taken; with java -agentlib:jdwp=..., once Enter is pressed.")
    private boolean live;

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
        if (step && (live || html.isWanted())) {
            throw new UsageException("--step goes with neither --live nor --html");
        }
        if (step && Arrays.asList(selection.files()).contains(Converters.STANDARD_INPUT)) {
            throw new UsageException("with --step, the standard input has the commands: give the name of a file to -f");
        }
        ScheduleId wanted = step ? ScheduleId.of(id, selection) : ScheduleId.withSchedule(id, selection);
        return step ? step(wanted.one(), wanted.schedule() == null ? "" : wanted.schedule()) : replay(wanted.one(), wanted.schedule());
    }

    private int step(Selection.Selected one, String schedule) {
        return new StepSession(session, one, session.engine().step(one.scenario(), schedule), new StepText(output.style(session))).run();
    }

    private int replay(Selection.Selected one, String schedule) {
        TraceText traces = output.traces(session);
        Replay replay;
        try {
            replay = live ? live(one, schedule, traces) : session.engine().replay(one.scenario(), schedule);
        } catch (StaleReplayException e) {
            session.print(" diverged at step " + e.step() + ": " + e.getMessage() + "\n");
            return ExitCode.STALE;
        }
        if (!live) {
            show(one, replay, traces);
        }
        if (session.cancelled().get()) {
            session.complain("interrupted");
            return ExitCode.INTERRUPTED;
        }
        session.print(summary(replay));
        return page(one, replay, replay.checked() ? ExitCode.UNEXPECTED : ExitCode.MET);
    }

    private void show(Selection.Selected one, Replay replay, TraceText traces) {
        if (!output.quiet()) {
            session.print(traces.replay(one.scenario(), replay, one.origin()) + "\n");
        }
    }

    private Replay live(Selection.Selected one, String schedule, TraceText traces) {
        Checker.Live run = session.engine().live(one.scenario(), schedule, replay -> {
            show(one, replay, traces);
            ready();
        }, session.cancelled()::get);
        session.print(" " + Numbers.count(run.performed(), "operation") + " of " + Numbers.number(run.steps())
                + " performed by the kernel's code, on real threads: " + (run.performed() == 1 ? "it is" : "all are") + " as scheduled\n");
        return run.replay();
    }

    /** Whoever debugs needs time for that: what the debugger would have stopped at before is no step of the schedule. */
    private void ready() {
        if (ManagementFactory.getRuntimeMXBean().getInputArguments().stream().noneMatch(a -> a.startsWith("-agentlib:jdwp") || a.startsWith("-Xrunjdwp"))) {
            return;
        }
        session.print(" ready: attach the debugger, set breakpoints, then press Enter\n");
        new Input(session.in(), session.cancelled()).line();
    }

    private int page(Selection.Selected one, Replay replay, int code) {
        if (!html.isWanted()) {
            return code;
        }
        HtmlReport page = HtmlOption.page(session);
        page.add(one.scenario(), one.origin(), replay, html.counterparts(session, one.scenario()));
        return html.write(session, page::write, output.quiet(), code);
    }

    private static String summary(Replay replay) {
        long steps = replay.execution().steps().stream().filter(s -> s.number() > 0).count();
        String left = replay.notRun() == 0 ? "" : " the execution ends at step " + steps + ": "
                + Numbers.count(replay.notRun(), "step of the schedule was", "steps of the schedule were") + " not run\n";
        if (replay.broken() == null) {
            return left + " no property is broken in " + Numbers.count(steps, "step") + "\n";
        }
        StringBuilder text = new StringBuilder(left);
        for (Violation broken : replay.violations()) {
            text.append(replay.checked() ? " reproduced: " : " nothing that is checked here is broken, but " + broken.property().id() + " is: ")
                    .append(TraceText.headline(broken)).append(", ").append(at(broken.counterexample())).append('\n');
        }
        return text.toString();
    }

    private static String at(Counterexample execution) {
        List<Step> steps = execution.steps().stream().filter(s -> s.number() > 0).toList();
        return steps.stream().filter(s -> s.kind() == Counterexample.Kind.BROKEN).reduce((a, b) -> b)
                .map(s -> "step " + s.number() + " of " + steps.size()).orElse("after " + Numbers.count(steps.size(), "step"));
    }
}
