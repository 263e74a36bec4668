package org.sockrace.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sockrace.machine.simulated.Cell;
import org.sockrace.machine.simulated.Frame;
import org.sockrace.machine.simulated.Note;
import org.sockrace.machine.simulated.OpKind;
import org.sockrace.machine.simulated.Operation;
import org.sockrace.machine.simulated.SimRegion;
import org.sockrace.search.Execution;
import org.sockrace.search.Replayer;
import org.sockrace.search.Schedule;

/** Turns an execution into the lines of a counterexample. */
final class Explainer {

    private static final Pattern GOTO = Pattern.compile("break (\\w+);");
    private final Replayer replayer;
    private final SourceText source;
    private final CallNames calls;
    private final Map<String, String> privateValues = new LinkedHashMap<>();

    /** How calls and their results are shown. */
    interface CallNames {
        /** The call that a thread runs as its n-th. */
        String call(int thread, int n);

        /** Everything a thread runs. */
        String program(int thread);

        /** What the call's result means: {@code fd}, an errno name, a number. */
        String result(int thread, int n, int value);
    }

    Explainer(Replayer replayer, SourceText source, CallNames calls) {
        this.replayer = replayer;
        this.source = source;
        this.calls = calls;
    }

    Counterexample explain(Execution execution, Schedule schedule, boolean minimal) {
        List<Counterexample.Step> steps = new ArrayList<>();
        int last = -1;
        for (int i = 0; i < execution.steps().size(); i++) {
            Execution.Step step = execution.steps().get(i);
            if (last >= 0 && last != step.thread()) {
                steps.add(marker(last, step.couldGoOn() ? Counterexample.Kind.PREEMPTED : ended(execution, i, last)));
            }
            boolean broken = execution.broken() != null && i == execution.steps().size() - 1 && step.before() == step.after();
            steps.add(step(i + 1, step, broken));
            last = step.thread();
        }
        List<String> names = new ArrayList<>();
        List<String> programs = new ArrayList<>();
        for (int t = 0; t < replayer.threads(); t++) {
            names.add(replayer.threadName(t));
            programs.add(calls.program(t));
        }
        List<String> why = new Reasons(execution, replayer, source).sentences();
        return new Counterexample(names, programs, initial(execution), steps, execution.preemptions(), minimal, schedule.toString(), why);
    }

    /** What a thread that gave way without being preempted does: it has ended, or is blocked (then nothing is said). */
    private static Counterexample.Kind ended(Execution execution, int before, int thread) {
        for (int i = before; i < execution.steps().size(); i++) {
            if (execution.steps().get(i).thread() == thread) {
                return null;
            }
        }
        return execution.end().get(thread).op().kind() == OpKind.DONE ? Counterexample.Kind.FINISHED : null;
    }

    private Counterexample.Step marker(int thread, Counterexample.Kind kind) {
        Counterexample.Kind shown = kind == null ? Counterexample.Kind.BLOCKED : kind;
        return new Counterexample.Step(0, thread, shown, List.of(), "", 0, "", "", true, List.of(), List.of());
    }

    private Counterexample.Step step(int number, Execution.Step step, boolean broken) {
        List<Frame> frames = step.node().at().frames();
        Frame top = step.node().at().top();
        Integer observed = step.edge() == null ? null : step.edge().observed();
        return new Counterexample.Step(number, step.thread(), broken ? Counterexample.Kind.BROKEN : Counterexample.Kind.OPERATION,
                frames.stream().map(Frame::function).toList(), top == null ? "" : top.file(), top == null ? 0 : top.line(),
                top == null ? "" : source.line(top.file(), top.line()), Operations.describe(step.node().op(), observed), step.shared(),
                changes(step), step.edge() == null ? List.of() : remarks(step));
    }

    private List<Counterexample.Remark> remarks(Execution.Step step) {
        List<Counterexample.Remark> remarks = new ArrayList<>();
        for (Note note : step.edge().notes()) {
            if (note instanceof Note.Test test) {
                String line = source.line(test.at().top().file(), test.at().top().line());
                remarks.add(new Counterexample.Remark(test.at().top().line(), line, test.taken() ? "taken -> " + target(line) : "not taken"));
            } else if (note instanceof Note.Label label) {
                remarks.add(new Counterexample.Remark(label.at().top().line(), label.name() + ":", "label"));
            } else if (note instanceof Note.Returned returned) {
                remarks.add(new Counterexample.Remark(0, "", calls.call(step.thread(), returned.call()) + " = "
                        + calls.result(step.thread(), returned.call(), returned.result())));
            }
        }
        return remarks;
    }

    private static String target(String line) {
        Matcher m = GOTO.matcher(line);
        return m.find() ? m.group(1) : "return";
    }

    // ---- what changed ------------------------------------------------------------------------------------------------

    private List<String> changes(Execution.Step step) {
        List<String> changes = new ArrayList<>();
        for (Cell cell : replayer.cells()) {
            int before = replayer.value(step.before(), cell);
            int after = replayer.value(step.after(), cell);
            if (before != after) {
                changes.add(cell.qualifiedName() + " " + cell.show(before) + " -> " + cell.show(after));
            }
        }
        for (SimRegion region : replayer.regions()) {
            if (!replayer.freed(step.before(), region) && replayer.freed(step.after(), region)) {
                changes.add(region + " -> FREED");
            }
        }
        if (changes.isEmpty()) {
            privateChange(step, changes);
        }
        readers(step, changes);
        return changes;
    }

    private void privateChange(Execution.Step step, List<String> changes) {
        Operation op = step.node().op();
        if (op.kind() == OpKind.ALLOC || op.kind() == OpKind.FREE) {
            changes.add(op.region() + (op.kind() == OpKind.ALLOC ? " taken" : " -> FREED"));
            return;
        }
        if (op.cell() == null || !op.kind().writes() || replayer.cells().contains(op.cell()) || step.edge() == null) {
            return;
        }
        Cell cell = op.cell();
        String key = step.thread() + " " + cell.id;
        String old = privateValues.getOrDefault(key, Integer.toString(cell.initial()));
        int after = op.kind().after(Integer.parseInt(old), op.a(), op.b());
        privateValues.put(key, Integer.toString(after));
        if (!old.equals(Integer.toString(after))) {
            changes.add(cell.qualifiedName() + " " + cell.show(Integer.parseInt(old)) + " -> " + cell.show(after));
        }
    }

    private void readers(Execution.Step step, List<String> changes) {
        OpKind kind = step.node().op().kind();
        if (kind == OpKind.RCU_LOCK || kind == OpKind.RCU_UNLOCK) {
            changes.add(replayer.threadName(step.thread()) + (kind == OpKind.RCU_LOCK ? " becomes a reader" : " is no reader any more"));
        } else if (kind == OpKind.SYNC_BEGIN) {
            changes.add("waits for " + readersText(step));
        }
    }

    private String readersText(Execution.Step step) {
        return "{" + String.join(", ", replayer.waitsFor(step.after(), step.thread(), step.node().op().a()).stream()
                .map(replayer::threadName).toList()) + "}";
    }

    private List<String> initial(Execution execution) {
        List<String> lines = new ArrayList<>();
        for (Cell cell : replayer.cells()) {
            boolean touched = execution.steps().stream().anyMatch(s -> s.node().op().cell() == cell);
            if (touched) {
                lines.add(cell.qualifiedName() + " = " + cell.show(replayer.value(replayer.initial(), cell)));
            }
        }
        return lines;
    }
}
