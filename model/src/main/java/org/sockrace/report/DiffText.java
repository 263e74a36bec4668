package org.sockrace.report;

import java.util.ArrayList;
import java.util.List;
import org.sockrace.explain.Counterexample;
import org.sockrace.explain.Counterexample.Kind;
import org.sockrace.explain.Counterexample.Step;
import org.sockrace.report.DiffRow.Mark;

/** Two executions side by side as text, and what differs first. */
public final class DiffText {

    private static final int ROOM_FOR_COLUMNS = 100;
    private static final String INDENT = "    ";
    /** More rows that are the same are said in one. */
    private static final int FEW = 2;

    private final Style style;
    private final Level level;

    /** Texts of that level. */
    public DiffText(Style style, Level level) {
        this.style = style;
        this.level = level;
    }

    /** The text. */
    public String text(Diff diff) {
        StringBuilder text = new StringBuilder();
        side(text, "left", diff.left());
        side(text, "right", diff.right());
        summary(diff).forEach(sentence -> wrap(text, "  - " + sentence, INDENT));
        if (level != Level.SUMMARY && diff.first().isPresent()) {
            text.append('\n');
            rows(text, diff);
        }
        return style.text(text.toString());
    }

    private void side(StringBuilder text, String name, Diff.Side side) {
        String what = side.broken() == null ? "breaks nothing" : "breaks " + side.broken().property().id();
        wrap(text, Wrap.pad(name, 6) + what + "  " + TraceText.schedule(side.execution()) + "  " + TraceText.size(side.execution()), " ".repeat(6));
        // Never broken, so that it can be copied.
        text.append(" ".repeat(6)).append(side.origin().replay(side.execution().replay())).append('\n');
    }

    private void wrap(StringBuilder text, String line, String indent) {
        Wrap.lines(line, style.width(), indent).forEach(l -> text.append(l).append('\n'));
    }

    // ---- what matters ---------------------------------------------------------------------------------------------------

    /** What differs first, and when it is too late, one sentence each. */
    static List<String> summary(Diff diff) {
        List<String> sentences = new ArrayList<>();
        if (diff.first().isEmpty()) {
            sentences.add("The two do the same, as far as other threads can notice.");
        } else {
            sentences.add("First difference: " + does(diff.left(), "left", diff.firstLeft()) + "; " + does(diff.right(), "right", diff.firstRight()) + ".");
        }
        diff.firstValue().ifPresent(row -> sentences.add("The same step comes to something else first at step " + row.left().number() + " left, "
                + row.right().number() + " right: " + thread(diff.left(), row.left()) + " " + came(row.left()) + ", and right "
                + came(row.right()) + "."));
        if (diff.noReturn() != null) {
            Diff.NoReturn last = diff.noReturn();
            sentences.add(last.certain() ? "Point of no return: after step " + last.step() + " left every execution breaks something; before it, the right one is a "
                    + "way out." : "The right one is a way out before step " + last.step() + " left; whether there is a later one was not searched to the end.");
        }
        return sentences;
    }

    private static String does(Diff.Side side, String name, int number) {
        if (number == 0) {
            return name + ", nothing more happens";
        }
        Step step = step(side.execution(), number);
        return name + ", step " + number + ", " + thread(side, step) + " does " + step.operation() + in(step);
    }

    private static Step step(Counterexample execution, int number) {
        return execution.steps().stream().filter(s -> s.number() == number).findFirst().orElseThrow();
    }

    private static String in(Step step) {
        return step.functions().isEmpty() ? "" : " in " + step.functions().get(0);
    }

    private static String thread(Diff.Side side, Step step) {
        return side.execution().threads().get(step.thread());
    }

    private static String came(Step step) {
        return "does " + step.operation() + (step.kind() == Kind.BROKEN ? ", which breaks" : step.changes().isEmpty() ? ""
                : " (" + String.join("; ", step.changes()) + ")");
    }

    // ---- rows -------------------------------------------------------------------------------------------------------------

    private void rows(StringBuilder text, Diff diff) {
        boolean single = style.ascii() || style.width() < ROOM_FOR_COLUMNS;
        int column = single ? style.width() - 2 : (style.width() - 3) / 2;
        int numbers = diff.rows().stream().mapToInt(r -> Math.max(number(r.left()).length(), number(r.right()).length())).max().orElse(1);
        if (!single) {
            text.append(Wrap.pad("left", column)).append("   right\n").append("-".repeat(column)).append("   ").append("-".repeat(column)).append('\n');
        }
        for (int r = 0; r < diff.rows().size(); r++) {
            int same = alike(diff.rows(), r);
            if (same > FEW) {
                String last = number(diff.rows().get(r + same - 1).left());
                text.append("  ... ").append(same).append(" rows alike, to step ").append(last).append(" left\n");
                r += same - 1;
            } else {
                row(text, diff, diff.rows().get(r), numbers, single ? -column : column);
            }
        }
    }

    /** How many rows from that one on are the same in both. */
    private static int alike(List<DiffRow> rows, int from) {
        int same = from;
        while (same < rows.size() && rows.get(same).mark() == Mark.SAME) {
            same++;
        }
        return same - from;
    }

    /** A row in two columns of that width, or in one if it is negative. */
    private static void row(StringBuilder text, Diff diff, DiffRow row, int numbers, int column) {
        List<String> left = cell(diff.left(), row.left(), numbers, Math.abs(column));
        List<String> right = cell(diff.right(), row.right(), numbers, Math.abs(column));
        if (column < 0) {
            below(text, row.mark(), left, right);
        } else {
            beside(text, row.mark(), left, right, column);
        }
    }

    private static void beside(StringBuilder text, Mark mark, List<String> left, List<String> right, int column) {
        for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
            String line = Wrap.pad(i < left.size() ? left.get(i) : "", column) + " " + (i == 0 ? mark.sign() : ' ') + " " + (i < right.size() ? right.get(i) : "");
            text.append(line.stripTrailing()).append('\n');
        }
    }

    /** Of a step that is the same in both, the left one is enough. */
    private static void below(StringBuilder text, Mark mark, List<String> left, List<String> right) {
        left.forEach(line -> text.append(mark == Mark.SAME ? ' ' : '<').append(' ').append(line).append('\n'));
        if (mark != Mark.SAME) {
            right.forEach(line -> text.append("> ").append(line).append('\n'));
        }
    }

    private static String number(Step step) {
        return step == null ? "" : String.valueOf(step.number());
    }

    private static List<String> cell(Diff.Side side, Step step, int numbers, int column) {
        if (step == null) {
            return List.of();
        }
        String begin = Wrap.right(number(step), numbers) + " " + thread(side, step) + "  ";
        String indent = " ".repeat(begin.length());
        List<String> lines = new ArrayList<>(Wrap.lines(begin + step.operation() + in(step), column, indent + "  "));
        step.changes().forEach(change -> lines.addAll(Wrap.lines(indent + "* " + change, column, indent + "  ")));
        if (step.kind() == Kind.BROKEN) {
            lines.add(indent + "BROKEN");
        }
        return lines;
    }
}
