package org.sockrace.report;

import java.util.ArrayList;
import java.util.List;
import org.sockrace.check.Stepping;
import org.sockrace.explain.Counterexample;
import org.sockrace.explain.Counterexample.Remark;
import org.sockrace.explain.Counterexample.Step;
import org.sockrace.explain.Standing;
import org.sockrace.explain.Timeline;

/** What somebody reads who goes through an execution step by step. */
public final class StepText {

    private static final String INDENT = "       ";

    private final Style style;

    /** Text in that style. */
    public StepText(Style style) {
        this.style = style;
    }

    private String lines(String text, String indent) {
        StringBuilder lines = new StringBuilder();
        Wrap.lines(text, style.width(), indent).forEach(line -> lines.append(line).append('\n'));
        return style.text(lines.toString());
    }

    /** One line, or more if it is long. */
    public String said(String text) {
        return lines(" " + text, "   ");
    }

    private static String where(String function, String file, int line) {
        return function.isEmpty() ? "" : " in " + function + ", " + file + ":" + line;
    }

    /** A step: who, where, the statement, what it did, and what came of it. */
    public String step(Counterexample trace, Step step) {
        StringBuilder text = new StringBuilder();
        String function = step.functions().isEmpty() ? "" : step.functions().get(0);
        text.append(lines(Wrap.right(String.valueOf(step.number()), 4) + "  " + trace.threads().get(step.thread())
                + where(function, step.file(), step.line()), INDENT));
        if (!step.source().isEmpty()) {
            text.append(lines(INDENT + SourceLine.asC(step.source()), INDENT + "    "));
        }
        text.append(lines(INDENT + "[" + step.operation() + "]", INDENT + "    "));
        step.changes().forEach(change -> text.append(lines(INDENT + "* " + change, INDENT + "    ")));
        step.remarks().forEach(remark -> text.append(lines(INDENT + remark(remark), INDENT + "    ")));
        return text.toString();
    }

    private static String remark(Remark remark) {
        if (remark.text().equals("label")) {
            return remark.source();
        }
        return remark.source().isEmpty() ? "=> " + remark.text() : "L" + remark.line() + " " + SourceLine.asC(remark.source()) + "  " + remark.text();
    }

    /** Something that was broken. */
    public String broken(Stepping.News news) {
        return said(TraceText.headline(news.violation()) + ": " + news.violation().message() + (news.checked() ? "" : " (not checked here)"));
    }

    /** What can be done now, in a line: who could go on and how, and who cannot. */
    public String choices(List<Standing> standings) {
        List<String> can = new ArrayList<>();
        List<String> cannot = new ArrayList<>();
        for (Standing s : standings) {
            if (s.canMove()) {
                can.add(s.thread() + " " + s.name() + " " + s.operation() + (s.reason().isEmpty() ? "" : " (" + s.reason() + ")"));
                for (int i = 0; i < s.alternatives().size(); i++) {
                    can.add(s.thread() + "=" + i + " " + s.alternatives().get(i));
                }
            } else if (s.can() == Standing.Can.BLOCKED) {
                cannot.add(s.name());
            }
        }
        return said("next: " + (can.isEmpty() ? "nothing" : String.join(" · ", can))
                + (cannot.isEmpty() ? "" : " · blocked: " + String.join(", ", cannot)));
    }

    /** Why each thread can go on, or cannot. */
    public String why(List<Standing> standings) {
        StringBuilder text = new StringBuilder();
        for (Standing s : standings) {
            String at = where(s.function(), s.file(), s.line()) + (s.operation().isEmpty() ? "" : ": " + s.operation());
            text.append(said(s.thread() + " " + s.name() + " " + switch (s.can()) {
                case GO_ON -> "can go on" + at + (s.alternatives().isEmpty() ? "" : " (" + String.join(", or ", s.alternatives()) + ")");
                case BREAK -> "can go on" + at + ", which " + s.reason();
                case BLOCKED -> "is blocked" + at + (s.reason().isEmpty() ? "" : ", " + s.reason());
                case IDLE -> "waits to be asked" + at;
                case ENDED -> "has ended";
            }));
        }
        return text.toString();
    }

    /** What is held now: what has changed since the beginning, or all that the execution has touched. */
    public String state(Counterexample trace, int step, boolean all) {
        StringBuilder text = new StringBuilder();
        for (Timeline.Variable variable : trace.timeline().variables()) {
            List<Timeline.Value> values = variable.values().stream().filter(v -> v.step() <= step).toList();
            Timeline.Value last = values.get(values.size() - 1);
            if (all || values.size() > 1) {
                text.append(said(variable.name() + " = " + last.text() + (values.size() == 1 ? "" : "   was " + values.get(values.size() - 2).text()
                        + ", since step " + last.step())));
            }
        }
        return text.isEmpty() ? said(all ? "nothing was touched yet" : "nothing has changed yet (state all shows what was touched)") : text.toString();
    }

    /** The steps so far, side by side. */
    public String list(Counterexample trace, Level level) {
        return style.text(new TraceColumns(style, trace, TraceRows.of(trace, level)).text());
    }
}
