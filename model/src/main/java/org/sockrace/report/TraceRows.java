package org.sockrace.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.sockrace.explain.Counterexample;
import org.sockrace.explain.Counterexample.Kind;
import org.sockrace.explain.Counterexample.Remark;
import org.sockrace.explain.Counterexample.Step;

/** Makes the rows of a trace: folds what is private, and says when a thread enters another function. */
final class TraceRows {

    private static final int DEEPEST = 8;
    private static final int FEW = 3;
    /** How tests come out that lead nowhere else. */
    private static final Set<String> BLOCKS = Set.of("not taken", "true", "false");

    private final Counterexample trace;
    private final Level level;
    private final List<TraceRow> rows = new ArrayList<>();
    private final List<List<String>> stacks = new ArrayList<>();
    private final List<Step> folded = new ArrayList<>();
    private Step last;
    private int preemption;

    private TraceRows(Counterexample trace, Level level) {
        this.trace = trace;
        this.level = level;
        trace.threads().forEach(t -> stacks.add(List.of()));
    }

    static List<TraceRow> of(Counterexample trace, Level level) {
        TraceRows rows = new TraceRows(trace, level);
        rows.rows.add(new TraceRow("0", -1, 0, List.of("(start)"), trace.initial()));
        trace.steps().forEach(rows::add);
        rows.unfold();
        return rows.rows;
    }

    private void add(Step step) {
        boolean fold = level == Level.CALLS && step.kind() == Kind.OPERATION && !step.telling();
        if (!fold || !folded.isEmpty() && folded.get(0).thread() != step.thread()) {
            unfold();
        }
        if (fold) {
            folded.add(step);
            return;
        }
        switch (step.kind()) {
            case OPERATION, BROKEN -> operation(step);
            case FINISHED -> marker(step, trace.threads().get(step.thread()) + " has ended");
            case PREEMPTED -> marker(step, "preempted (" + ++preemption + " of " + trace.preemptions() + ")");
            case BLOCKED -> marker(step, trace.threads().get(step.thread()) + " waits");
        }
    }

    private void marker(Step step, String text) {
        rows.add(new TraceRow("..", step.thread(), 0, List.of(text), List.of()));
        last = null;
    }

    // ---- folded steps ------------------------------------------------------------------------------------------------

    private void unfold() {
        if (folded.isEmpty()) {
            return;
        }
        Step first = folded.get(0);
        int end = folded.get(folded.size() - 1).number();
        List<String> text = new ArrayList<>();
        text.add("... " + folded.size() + " private step" + (folded.size() == 1 ? "" : "s") + where());
        for (Step step : folded) {
            for (Remark remark : step.remarks()) {
                if (!BLOCKS.contains(remark.text())) {
                    text.add(remark(remark, step.line()));
                }
            }
        }
        String number = first.number() == end ? String.valueOf(end) : first.number() + "-" + end;
        rows.add(new TraceRow(number, first.thread(), 0, text, List.of()));
        stacks.set(first.thread(), outermostFirst(folded.get(folded.size() - 1)));
        folded.clear();
        last = null;
    }

    private String where() {
        Set<String> functions = new LinkedHashSet<>();
        folded.forEach(s -> s.functions().stream().findFirst().ifPresent(functions::add));
        List<String> names = List.copyOf(functions);
        if (names.isEmpty()) {
            return "";
        }
        if (names.size() <= FEW) {
            return " in " + String.join(", ", names);
        }
        return " in " + String.join(", ", names.subList(0, FEW - 1)) + " ... " + names.get(names.size() - 1);
    }

    // ---- steps -----------------------------------------------------------------------------------------------------------

    private static List<String> outermostFirst(Step step) {
        List<String> stack = new ArrayList<>(step.functions());
        Collections.reverse(stack);
        return stack;
    }

    private void operation(Step step) {
        List<String> stack = outermostFirst(step);
        enter(step.thread(), stack);
        int indent = Math.min(DEEPEST, stack.size());
        boolean sameLine = last != null && last.thread() == step.thread() && last.line() == step.line() && last.file().equals(step.file());
        List<String> text = statement(step, sameLine);
        step.remarks().forEach(r -> text.add(remark(r, step.line())));
        List<String> changes = new ArrayList<>(step.changes());
        if (step.kind() == Kind.BROKEN) {
            changes.add("BROKEN");
        }
        rows.add(new TraceRow(String.valueOf(step.number()), step.thread(), indent, text, changes));
        last = step;
    }

    /** The source line and what came of it; the operation itself if that says more. */
    private List<String> statement(Step step, boolean sameLine) {
        if (sameLine || step.source().isEmpty()) {
            return new ArrayList<>(List.of((sameLine ? "  " : "") + step.operation()));
        }
        List<String> text = new ArrayList<>(List.of("L" + step.line() + " " + SourceLine.asC(step.source())));
        int result = step.operation().lastIndexOf(" = ");
        boolean whole = level == Level.STEPS || step.kind() == Kind.BROKEN;
        if (!whole && result > 0) {
            text.set(0, text.get(0) + "  -> " + step.operation().substring(result + 3));
        } else if (whole && !step.operation().isEmpty()) {
            text.add("  " + step.operation());
        }
        return text;
    }

    private void enter(int thread, List<String> stack) {
        List<String> before = stacks.get(thread);
        stacks.set(thread, stack);
        if (stack.isEmpty() || stack.equals(before)) {
            return;
        }
        int common = 0;
        while (common < Math.min(stack.size(), before.size()) && stack.get(common).equals(before.get(common))) {
            common++;
        }
        boolean back = common == stack.size();
        String text = back ? "back in " + stack.get(common - 1) : String.join(" > ", stack.subList(common, stack.size()));
        rows.add(new TraceRow("", thread, Math.min(DEEPEST, back ? common - 1 : common), List.of(text), List.of()));
        last = null;
    }

    private static String remark(Remark remark, int line) {
        if (remark.text().equals("label")) {
            return remark.source();
        }
        if (remark.source().isEmpty()) {
            return "=> " + remark.text();
        }
        return remark.line() == line ? "  " + remark.text() : "L" + remark.line() + " " + SourceLine.asC(remark.source()) + "   " + remark.text();
    }
}
