package org.sockrace.explain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sockrace.automata.Cell;
import org.sockrace.automata.Note;
import org.sockrace.automata.OpKind;
import org.sockrace.automata.Operation;
import org.sockrace.explore.Execution;

/** Who took which references and resources, and who gave them back. */
final class Owners {

    private static final int MOST = 6;
    private final History history;
    private final Argument argument;

    Owners(History history, Argument argument) {
        this.history = history;
        this.argument = argument;
    }

    // ---- one counter ---------------------------------------------------------------------------------------------------

    /** The last step would take its counter out of range, or did: how it came to its value. */
    void counter(int last, int thread) {
        Cell counter = history.step(last).node().op().cell();
        if (counter != null) {
            counter(counter, thread, last);
        }
    }

    private void counter(Cell counter, int thread, int end) {
        List<Integer> changes = history.all(s -> s.before().state().get(counter, thread) != s.after().state().get(counter, thread));
        changes.removeIf(n -> n >= end);
        int left = Math.max(0, changes.size() - MOST);
        if (left > 0) {
            argument.say("The first " + left + (left == 1 ? " change of " : " changes of ") + counter.qualifiedName() + " left out");
        }
        for (int n : changes.subList(left, changes.size())) {
            Execution.Step step = history.step(n);
            argument.say(history.name(step.thread()) + " took " + counter.qualifiedName() + " from " + counter.show(step.before().state().get(counter, thread))
                    + " to " + counter.show(step.after().state().get(counter, thread)) + " at " + argument.step(n) + history.in(n));
        }
        argument.say("At " + argument.step(end) + " it was " + counter.show(history.step(end).before().state().get(counter, thread)));
        if (history.accounted(counter)) {
            owners(counter, end);
        }
    }

    private void owners(Cell counter, int end) {
        List<String> owners = new ArrayList<>();
        for (int t = 0; t < history.threads(); t++) {
            owners.add(history.name(t) + " " + history.owned(t, counter.qualifiedName(), end));
        }
        argument.say("References to it that the threads had taken and not given back by then: " + String.join(", ", owners)
                + " (less than 0: gave back what others, or the set-up, took)");
    }

    /** The last step finds that the thread has changed a counter without owning, or giving up, a reference. */
    void unaccounted(int last, int thread) {
        int changed = history.last(last + 1, s -> s.thread() == thread && s.node().op().kind().onCounter() && s.before() != s.after()
                && s.before().state().get(s.node().op().cell(), thread) != s.after().state().get(s.node().op().cell(), thread));
        if (changed > 0) {
            Cell counter = history.step(changed).node().op().cell();
            argument.say(history.name(thread) + " changed " + counter.qualifiedName() + " from "
                    + counter.show(history.step(changed).before().state().get(counter, thread)) + " to "
                    + counter.show(history.step(changed).after().state().get(counter, thread)) + " at " + argument.step(changed) + history.in(changed)
                    + ", and before its next operation nobody came to own, or gave up, that reference");
        }
    }

    // ---- what is left ----------------------------------------------------------------------------------------------------

    /** What was taken or given back: its kind, and the object itself or the counter of which it is a reference; empty if it has none. */
    private record Kept(String kind, String what, int thread) {
        @Override
        public String toString() {
            return kind + (what.isEmpty() || what.equals(kind) ? "" : " (" + what + ")");
        }
    }

    /** What all threads together took and did not give back, or gave back without having taken it. */
    void atRest() {
        left(0, -1).forEach((kept, steps) -> left(kept, steps, "All threads together"));
    }

    /** The same of the last call of a thread. */
    void ofCall(int thread) {
        int size = history.size();
        int begin = history.returned(thread, size);
        left(begin, thread).forEach((kept, steps) -> left(kept, steps, "The call"));
        history.locks(thread, size + 1).stream().filter(n -> n > begin)
                .forEach(n -> argument.say("It took " + history.step(n).node().op().cell() + " at " + argument.step(n) + " and holds it still"));
    }

    private void left(Kept kept, List<Integer> steps, String who) {
        boolean taken = steps.get(0) > 0;
        List<Integer> at = steps.stream().map(Math::abs).distinct().toList();
        argument.say(who + (taken ? " took " : " gave back ") + steps.size() + " " + kept
                + (taken ? " more than was given back: taken at " : " more than they took: given back at ") + argument.steps(at) + history.in(at.get(0)));
    }

    /**
     * For each kind and object the steps after {@code begin} at which what is left was taken, or, below zero, at which what nobody had taken was given back.
     *
     * @param only the thread to look at, or -1 for all
     */
    private Map<Kept, List<Integer>> left(int begin, int only) {
        Map<Kept, List<Integer>> open = new LinkedHashMap<>();
        for (int n = begin + 1; n <= history.size(); n++) {
            Execution.Step step = history.step(n);
            if ((only < 0 || step.thread() == only) && step.edge() != null) {
                Operation op = step.node().op();
                if (op.kind() == OpKind.ALLOC || op.kind().frees()) {
                    int whose = history.ownCopies(op.region()) ? step.thread() : -1;
                    book(open, new Kept(op.region().counted(), op.region().name(), whose), op.kind() == OpKind.ALLOC ? n : -n);
                }
                for (Note note : step.edge().notes()) {
                    if (note instanceof Note.Own own) {
                        Kept kept = new Kept(own.kind(), own.counter() == null ? "" : own.counter(), -1);
                        for (int i = 0; i < Math.abs(own.change()); i++) {
                            book(open, kept, own.change() > 0 ? n : -n);
                        }
                    }
                }
            }
        }
        open.values().removeIf(List::isEmpty);
        return open;
    }

    private static void book(Map<Kept, List<Integer>> open, Kept kept, int step) {
        List<Integer> steps = open.computeIfAbsent(kept, k -> new ArrayList<>());
        if (!steps.isEmpty() && steps.get(steps.size() - 1) > 0 != step > 0) {
            steps.remove(steps.size() - 1);
        } else {
            steps.add(step);
        }
    }
}
