package org.sockrace.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.sockrace.explain.Counterexample;
import org.sockrace.explain.Counterexample.Kind;
import org.sockrace.explain.Counterexample.Step;
import org.sockrace.check.Replay;
import org.sockrace.check.Violation;
import org.sockrace.kernel.KernelVersion;
import org.sockrace.machine.Property;
import org.sockrace.scenario.Scenario;

/** A counterexample as text: what is broken, the steps that lead there side by side, and why. */
public final class TraceText {

    private final Style style;
    private final Level level;
    private final boolean why;

    /** Texts of that level; with the argument in prose or without. */
    public TraceText(Style style, Level level, boolean why) {
        this.style = style;
        this.level = level;
        this.why = why;
    }

    /** The headline: {@code BUG: sockrace: use-after-unload in __sock_create / free_module}. */
    public static String headline(Violation violation) {
        String where = violation.function();
        if (!violation.other().isEmpty()) {
            where += (where.isEmpty() ? "" : " / ") + violation.other();
        }
        return "BUG: sockrace: " + PropertyText.bug(violation.property()) + (where.isEmpty() ? "" : " in " + where);
    }

    /** A broken property with its counterexample, if there is one. */
    public String violation(Scenario scenario, Violation violation, Origin origin) {
        Counterexample trace = violation.counterexample();
        StringBuilder text = new StringBuilder(rule());
        wrap(text, headline(violation), "");
        String when = trace == null ? "" : trace.steps().stream().filter(s -> s.kind() == Kind.BROKEN).reduce((a, b) -> b)
                .map(s -> " at step " + s.number()).orElse("");
        wrap(text, "always " + violation.property().id() + " broken" + when + ": " + violation.message(), "  ");
        if (trace == null) {
            if (violation.execution().isEmpty()) {
                wrap(text, "No schedule that shows it was made.", "");
            } else {
                text.append('\n');
                violation.execution().forEach(line -> wrap(text, line, line.startsWith(" ") ? "       " : ""));
            }
            return style.text(text.append(rule()).toString());
        }
        execution(text, scenario, trace, origin, violation.property() == Property.NO_DEADLOCK ? "Who waits for whom" : "Why");
        if (violation.fix() != null) {
            reasons(text, "Fix check", FixText.sentences(violation.fix()));
        }
        return style.text(text.toString());
    }

    /** What a replayed schedule showed: each broken property as {@link #violation} has it, or else the execution. */
    public String replay(Scenario scenario, Replay replay, Origin origin) {
        return replay.violations().isEmpty() ? execution(scenario, replay.execution(), origin)
                : replay.violations().stream().map(broken -> violation(scenario, broken, origin)).collect(Collectors.joining("\n"));
    }

    private void reasons(StringBuilder text, String heading, List<String> sentences) {
        text.append(heading).append('\n');
        sentences.forEach(sentence -> wrap(text, "  - " + sentence, "    "));
    }

    /** An execution that breaks nothing. */
    public String execution(Scenario scenario, Counterexample trace, Origin origin) {
        StringBuilder text = new StringBuilder(rule());
        wrap(text, "An execution of " + scenario.name() + " that breaks nothing", "");
        execution(text, scenario, trace, origin, "Why");
        return style.text(text.toString());
    }

    /** An execution that ends with an outcome. */
    public String witness(Scenario scenario, List<String> outcome, Counterexample trace, Origin origin) {
        StringBuilder text = new StringBuilder(rule());
        wrap(text, "An execution of " + scenario.name() + " that ends with " + WitnessText.outcome(scenario, outcome), "  ");
        execution(text, scenario, trace, origin, "Why");
        return style.text(text.toString());
    }

    private String rule() {
        return "=".repeat(style.width() - 1) + "\n";
    }

    private void wrap(StringBuilder text, String line, String indent) {
        Wrap.lines(line, style.width(), indent).forEach(l -> text.append(l).append('\n'));
    }

    private void execution(StringBuilder text, Scenario scenario, Counterexample trace, Origin origin, String reasons) {
        text.append('\n');
        StringBuilder threads = new StringBuilder("scenario  ").append(scenario.name());
        for (int i = 0; i < trace.threads().size(); i++) {
            threads.append("   ").append(trace.threads().get(i)).append(' ').append(trace.calls().get(i));
        }
        wrap(text, threads.toString(), " ".repeat(10));
        if (!scenario.kernel().switches().isEmpty() || !scenario.kernel().version().equals(KernelVersion.DEFAULT.text())) {
            wrap(text, "kernel    " + scenario.kernel().text(), " ".repeat(10));
        }
        wrap(text, "schedule  " + schedule(trace) + "  " + size(trace), " ".repeat(10));
        // Never broken, so that it can be copied.
        text.append("replay    ").append(origin.replay(trace.replay())).append('\n');
        if (level != Level.SUMMARY) {
            text.append('\n').append(new TraceColumns(style, trace, TraceRows.of(trace, level)).text());
        }
        text.append(rule());
        if (why && !trace.why().isEmpty()) {
            reasons(text, reasons, trace.why());
        }
    }

    /** {@code T0 x4, T1 x9, T0}. */
    public static String schedule(Counterexample trace) {
        List<Step> steps = trace.steps().stream().filter(s -> s.number() > 0).toList();
        List<String> runs = new ArrayList<>();
        for (int i = 0; i < steps.size();) {
            int end = i;
            while (end < steps.size() && steps.get(end).thread() == steps.get(i).thread()) {
                end++;
            }
            runs.add(trace.threads().get(steps.get(i).thread()) + (end - i == 1 ? "" : " x" + (end - i)));
            i = end;
        }
        return String.join(", ", runs);
    }

    /** {@code 14 steps, 1 preemption; minimal: ...}. */
    public static String size(Counterexample trace) {
        long steps = trace.steps().stream().filter(s -> s.number() > 0).count();
        String text = steps + (steps == 1 ? " step, " : " steps, ") + trace.preemptions() + (trace.preemptions() == 1 ? " preemption"
                : " preemptions");
        if (!trace.minimal()) {
            return text;
        }
        return text + (trace.preemptions() == 0 ? "; minimal: no schedule without preemptions has fewer visible steps"
                : "; minimal: fewer preemptions do not show it, nor, with as many, fewer visible steps");
    }
}
