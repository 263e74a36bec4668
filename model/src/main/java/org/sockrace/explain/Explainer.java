package org.sockrace.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.sockrace.automata.Cell;
import org.sockrace.automata.Frame;
import org.sockrace.automata.Note;
import org.sockrace.automata.OpKind;
import org.sockrace.automata.Operation;
import org.sockrace.automata.World;
import org.sockrace.explore.Execution;
import org.sockrace.explore.Schedule;
import org.sockrace.machine.Property;
import org.sockrace.semantics.Run;

/** Turns an execution into the lines of a counterexample. */
public final class Explainer {

    private final Execution execution;
    private final World world;
    private final SourceText source;
    private final CallNames calls;

    /** Explains an execution in the terms of its scenario. */
    public Explainer(Execution execution, SourceText source, CallNames calls) {
        this.execution = execution;
        this.world = execution.world();
        this.source = source;
        this.calls = calls;
    }

    /**
     * The lines.
     *
     * @param schedule how to run it again
     * @param shown the property that it shows broken, or null
     * @param minimal whether a search has found that nothing simpler shows it
     */
    public Counterexample explain(Schedule schedule, Property shown, boolean minimal) {
        History history = new History(execution, source);
        Argument argument = Reasons.of(history, calls, shown);
        List<Counterexample.Step> steps = new ArrayList<>();
        int last = -1;
        for (int i = 0; i < execution.steps().size(); i++) {
            Execution.Step step = execution.steps().get(i);
            if (last >= 0 && last != step.thread()) {
                steps.add(marker(last, step.couldGoOn() ? Counterexample.Kind.PREEMPTED : ended(i, last)));
            }
            boolean broken = execution.broken() != null && i == execution.steps().size() - 1 && breaks(step);
            steps.add(step(i + 1, step, broken, argument.cited().contains(i + 1)));
            last = step.thread();
        }
        List<String> names = new ArrayList<>();
        List<String> programs = new ArrayList<>();
        for (int t = 0; t < world.threads(); t++) {
            names.add(world.threadName(t));
            programs.add(calls.program(t));
        }
        return new Counterexample(names, programs, initial(), steps, execution.preemptions(), minimal, schedule.toString(), argument.sentences(),
                Timelines.of(history));
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

    private Counterexample.Step step(int number, Execution.Step step, boolean broken, boolean cited) {
        List<Frame> frames = step.node().at().frames();
        Frame top = step.node().at().top();
        return new Counterexample.Step(number, step.thread(), broken ? Counterexample.Kind.BROKEN : Counterexample.Kind.OPERATION,
                frames.stream().map(Frame::function).toList(), top == null ? "" : top.file(), top == null ? 0 : top.line(),
                top == null ? "" : source.line(top.file(), top.line()), Operations.describe(step), step.shared() || cited,
                changes(step), step.edge() == null ? List.of() : remarks(step));
    }

    private List<Counterexample.Remark> remarks(Execution.Step step) {
        List<Counterexample.Remark> remarks = new ArrayList<>();
        for (Note note : step.edge().notes()) {
            if (note instanceof Note.Test test) {
                Frame top = test.at().top();
                remarks.add(new Counterexample.Remark(top.line(), source.line(top.file(), top.line()), outcome(top, test.taken())));
            } else if (note instanceof Note.Label label) {
                remarks.add(new Counterexample.Remark(label.at().top().line(), label.name() + ":", "label"));
            } else if (note instanceof Note.Returned returned) {
                remarks.add(new Counterexample.Remark(0, "", calls.call(step.thread(), returned.call()) + " = "
                        + calls.result(step.thread(), returned.call(), returned.result())));
            }
        }
        return remarks;
    }

    /** How a test came out: of one that guards a jump, whether and where the code went. */
    private static String outcome(Frame at, boolean taken) {
        String target = GotoMap.bundled().target(at.file(), at.line());
        if (target.isEmpty()) {
            return String.valueOf(taken);
        }
        return taken ? "taken -> " + target : "not taken";
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
        if (step.edge() != null) {
            memory(step, op, changes);
            readers(step, op, changes);
        }
        return changes;
    }

    private void memory(Execution.Step step, Operation op, List<String> changes) {
        if (op.kind() == OpKind.ALLOC) {
            changes.add(op.region() + " taken");
        } else if (op.kind().frees()) {
            boolean gone = step.after().state().gone(op.region(), step.thread());
            changes.add(op.region() + (gone ? " -> FREED" : " -> FREED once all readers of now have left"));
        }
    }

    private void readers(Execution.Step step, Operation op, List<String> changes) {
        boolean before = step.node().reader();
        boolean after = step.after().node(step.thread()).reader();
        if ((op.kind() == OpKind.RCU_LOCK || op.kind() == OpKind.RCU_UNLOCK) && before != after) {
            changes.add(world.threadName(step.thread()) + (after ? " becomes a reader" : " is no reader any more"));
        } else if (op.kind() == OpKind.SYNC_BEGIN) {
            List<Integer> readers = step.after().state().waitsFor(step.thread(), op.a());
            changes.add("waits for " + (readers.isEmpty() ? "nobody" : readers.stream().map(world::threadName).collect(Collectors.joining(", "))));
        }
    }

    /** What the cells hold at the beginning, of memory that is there then. */
    private List<String> initial() {
        List<String> lines = new ArrayList<>();
        Run start = new Run(world);
        for (Cell cell : world.cells()) {
            boolean touched = execution.steps().stream().anyMatch(s -> s.node().op().cell() == cell);
            boolean taken = execution.steps().stream().anyMatch(s -> s.node().op().kind() == OpKind.ALLOC && s.node().op().region() == cell.region);
            if (touched && !taken && !world.sharing().untouched(cell) && !start.ownCopy(cell)) {
                lines.add(cell.qualifiedName() + " = " + cell.show(world.initial(cell)));
            }
        }
        return lines;
    }
}
