package org.sockrace.check;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sockrace.automata.Cell;
import org.sockrace.automata.Frame;
import org.sockrace.automata.Note;
import org.sockrace.automata.OpKind;
import org.sockrace.automata.Operation;
import org.sockrace.automata.World;
import org.sockrace.explore.Execution;
import org.sockrace.semantics.Run;
import org.sockrace.explore.Schedule;

/** Turns an execution into the lines of a counterexample. */
final class Explainer {

    private static final Pattern GOTO = Pattern.compile("break (\\w+);");
    private final Execution execution;
    private final World world;
    private final SourceText source;
    private final CallNames calls;

    /** How calls and their results are shown. */
    interface CallNames {
        /** The call that a thread runs as its n-th. */
        String call(int thread, int n);

        /** Everything a thread runs. */
        String program(int thread);

        /** What the call's result means: {@code fd}, an errno name, a number. */
        String result(int thread, int n, int value);
    }

    Explainer(Execution execution, SourceText source, CallNames calls) {
        this.execution = execution;
        this.world = execution.world();
        this.source = source;
        this.calls = calls;
    }

    Counterexample explain(Schedule schedule, boolean minimal) {
        List<Counterexample.Step> steps = new ArrayList<>();
        int last = -1;
        for (int i = 0; i < execution.steps().size(); i++) {
            Execution.Step step = execution.steps().get(i);
            if (last >= 0 && last != step.thread()) {
                steps.add(marker(last, step.couldGoOn() ? Counterexample.Kind.PREEMPTED : ended(i, last)));
            }
            boolean broken = execution.broken() != null && i == execution.steps().size() - 1 && breaks(step);
            steps.add(step(i + 1, step, broken));
            last = step.thread();
        }
        List<String> names = new ArrayList<>();
        List<String> programs = new ArrayList<>();
        for (int t = 0; t < world.threads(); t++) {
            names.add(world.threadName(t));
            programs.add(calls.program(t));
        }
        List<String> why = new Reasons(execution, source).sentences();
        return new Counterexample(names, programs, initial(), steps, execution.preemptions(), minimal, schedule.toString(), why);
    }

    /** Whether the step itself breaks what the execution breaks: it could not be taken, or a rule was broken on its way. */
    private boolean breaks(Execution.Step step) {
        return step.before() == step.after() || step.edge().notes().stream().anyMatch(note -> note instanceof Note.Breach breach
                && breach.property() == execution.broken().property() && breach.message().equals(execution.broken().detail()));
    }

    /** What a thread that gave way without being preempted does: it has ended, or is blocked (then nothing is said). */
    private Counterexample.Kind ended(int before, int thread) {
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
        Operation op = step.node().op();
        if (op.cell() != null && op.kind().writes()) {
            int before = step.before().state().get(op.cell(), step.thread());
            int after = step.after().state().get(op.cell(), step.thread());
            if (before != after) {
                changes.add(op.cell().qualifiedName() + " " + op.cell().show(before) + " -> " + op.cell().show(after));
            }
        }
        if (step.edge() != null && op.kind() == OpKind.ALLOC) {
            changes.add(op.region() + " taken");
        } else if (step.edge() != null && op.kind().frees()) {
            changes.add(op.region() + " -> FREED");
        }
        readers(step, changes);
        return changes;
    }

    private void readers(Execution.Step step, List<String> changes) {
        OpKind kind = step.node().op().kind();
        if (kind == OpKind.RCU_LOCK || kind == OpKind.RCU_UNLOCK) {
            changes.add(world.threadName(step.thread()) + (kind == OpKind.RCU_LOCK ? " becomes a reader" : " is no reader any more"));
        } else if (kind == OpKind.SYNC_BEGIN) {
            changes.add("waits for " + readersText(step));
        }
    }

    private String readersText(Execution.Step step) {
        return "{" + String.join(", ", step.after().state().waitsFor(step.thread(), step.node().op().a()).stream()
                .map(world::threadName).toList()) + "}";
    }

    private List<String> initial() {
        List<String> lines = new ArrayList<>();
        Run start = new Run(world);
        for (Cell cell : world.cells()) {
            boolean touched = execution.steps().stream().anyMatch(s -> s.node().op().cell() == cell);
            if (touched && !world.sharing().untouched(cell) && !start.ownCopy(cell)) {
                lines.add(cell.qualifiedName() + " = " + cell.show(world.initial(cell)));
            }
        }
        return lines;
    }
}
