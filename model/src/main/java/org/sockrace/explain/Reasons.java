package org.sockrace.explain;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.sockrace.automata.Cell;
import org.sockrace.automata.Frame;
import org.sockrace.automata.Node;
import org.sockrace.automata.Note;
import org.sockrace.automata.OpKind;
import org.sockrace.automata.Operation;
import org.sockrace.explore.Execution;
import org.sockrace.explore.Finding;
import org.sockrace.explore.UnregisterContract;
import org.sockrace.machine.Condition;
import org.sockrace.machine.Property;

/** Says in prose why an execution breaks a property, from the execution alone: each sentence is a fact of it. */
final class Reasons {

    private final History history;
    private final CallNames calls;
    private final Argument argument = new Argument();

    private Reasons(History history, CallNames calls) {
        this.history = history;
        this.calls = calls;
    }

    /**
     * The argument.
     *
     * @param shown the property that the execution is to show broken, or null if it breaks nothing
     */
    static Argument of(History history, CallNames calls, Property shown) {
        Reasons reasons = new Reasons(history, calls);
        if (shown != null) {
            reasons.why(shown);
        }
        return reasons.argument;
    }

    private void why(Property property) {
        Finding finding = history.execution().broken();
        int size = history.size();
        int thread = size == 0 ? 0 : history.step(size).thread();
        switch (property) {
            case NO_USE_AFTER_UNLOAD, NO_USE_AFTER_FREE -> tooLate(size, thread);
            case NO_NULL_DEREFERENCE, KERNEL_ASSERTION -> assertion(size, thread);
            case REFCOUNT_RANGE -> new Owners(history, argument).counter(size, thread);
            case REFCOUNT_BALANCE -> balance(finding, size, thread);
            case ROLLBACK -> new Owners(history, argument).ofCall(thread);
            case RCU_USAGE -> new Sections(history, argument).of(thread);
            case GRACE_PERIOD -> new Sections(history, argument).tooShort(size, thread);
            case UNREGISTER_CONTRACT -> contract(finding, size, thread);
            case NO_DEADLOCK -> deadlock(size, thread);
            case TERMINATION -> endless(finding);
            case NO_DATA_RACE -> new Race(history, argument).of(finding);
            case OUTCOMES -> results();
        }
    }

    /** Somebody waits for ever, or would. */
    private void deadlock(int size, int thread) {
        boolean would = size > 0 && history.notes(size, thread).stream().anyMatch(n -> n instanceof Note.Breach b && b.property() == Property.NO_DEADLOCK);
        if (would) {
            asked(size, thread);
            argument.say(history.name(thread) + " keeps no soft interrupt away at " + argument.step(size) + " (" + history.way(size) + ")");
            new Sections(history, argument).locks(thread, size);
        } else {
            new Waiting(history, argument).everybody();
        }
    }

    /** Who asked for what a thread does that waits until it is asked. */
    private void asked(int size, int thread) {
        int begun = history.last(size, s -> s.thread() == thread && s.edge() != null && s.node().op().kind() == OpKind.WAIT);
        if (begun == 0 || !history.daemon(thread) || history.returned(thread, size) > begun) {
            return;
        }
        for (Condition.Term term : history.step(begun).node().op().condition().terms()) {
            int armed = history.changed((Cell) term.cell(), thread, begun);
            argument.say(armed == 0 ? history.name(thread) + " does what the set-up asked for, by " + Operations.describe(history.step(begun))
                    : history.name(history.step(armed).thread()) + " asked " + history.name(thread) + " for this at " + argument.step(armed) + " ("
                    + history.way(armed) + ")");
        }
    }

    private void tooLate(int size, int thread) {
        asked(size, thread);
        if (size > 0 && history.step(size).node().op().touches() != null && history.gone(history.step(size).node().op().touches(), thread) > 0) {
            new TooLate(history, argument).of(size, thread);
        } else {
            new TooLate(history, argument).byItself(size, thread);
        }
    }

    private void assertion(int size, int thread) {
        Operation op = size == 0 ? Operation.of(OpKind.DONE) : history.step(size).node().op();
        if (op.kind() == OpKind.UNLOCK) {
            argument.say(history.name(thread) + " releases " + op.cell().qualifiedName() + " at " + argument.step(size) + " and had not taken it");
        } else {
            observed(thread, size);
        }
        new Sections(history, argument).locks(thread, size);
        others(thread);
    }

    /** What the thread observed last, and who made it so. */
    private void observed(int thread, int end) {
        int seen = history.observed(thread, end);
        if (seen == 0) {
            argument.say(history.name(thread) + " had observed nothing before");
            return;
        }
        Execution.Step step = history.step(seen);
        argument.say("The last that " + history.name(thread) + " observed is " + Operations.describe(step) + ", at " + argument.step(seen) + history.in(seen));
        Cell cell = step.node().op().cell();
        if (cell != null) {
            int writer = history.changed(cell, thread, seen);
            argument.say(writer == 0 ? "Nobody had changed " + cell.qualifiedName() + " before"
                    : history.name(history.step(writer).thread()) + " had changed it at " + argument.step(writer) + history.in(writer));
        }
    }

    /** Where the others are meanwhile. */
    private void others(int thread) {
        for (int t = 0; t < history.threads(); t++) {
            Node at = history.execution().end().get(t);
            if (t != thread && at.op().kind() != OpKind.DONE && history.size() > 0) {
                argument.say("Meanwhile " + history.name(t) + " is about to do " + Operations.describe(at.op()) + ", in " + history.place(at));
            }
        }
    }

    private void balance(Finding finding, int size, int thread) {
        if (finding == null || finding.property() != Property.REFCOUNT_BALANCE) {
            new Owners(history, argument).atRest();
        } else {
            new Owners(history, argument).unaccounted(size, thread);
        }
    }

    private void contract(Finding finding, int size, int thread) {
        if (finding == null || size == 0) {
            return;
        }
        if (finding.detail().equals(UnregisterContract.LOOKED_UP)) {
            int observed = history.step(size).edge().observed();
            int withdrawn = history.last(size, s -> s.edge() != null && s.edge().notes().stream()
                    .anyMatch(n -> n instanceof Note.Registered r && r.object() == observed && !r.published()));
            argument.say(withdrawn == 0 ? "The family is not registered" : history.name(history.step(withdrawn).thread())
                    + " withdrew the family at " + argument.step(withdrawn) + ", and sock_unregister went on to return");
            argument.say(history.name(thread) + " finds it at " + argument.step(size) + ": " + Operations.describe(history.step(size)));
            return;
        }
        new Sections(history, argument).inside(finding, size, thread);
    }

    private void endless(Finding finding) {
        Node node = history.world().node(finding.role(), finding.node());
        for (int t = 0; t < history.threads(); t++) {
            int thread = t;
            List<Integer> times = history.all(s -> s.thread() == thread && !s.node().at().frames().isEmpty() && s.node().at().equals(node.at()));
            if (times.size() > 1 && history.execution().end().get(t).at().equals(node.at())) {
                argument.say(history.name(t) + " comes to " + history.place(node) + " again and again: first at " + argument.step(times.get(0)) + ", last at "
                        + argument.step(times.get(times.size() - 1)) + ", " + times.size() + " times so far");
                observed(t, history.size() + 1);
                askedAgain(t);
            }
        }
    }

    /** Who asked a thread that serves others for its last round, and in which functions. */
    private void askedAgain(int thread) {
        int begun = history.last(history.size() + 1, s -> s.thread() == thread && s.edge() != null && s.node().op().kind() == OpKind.WAIT);
        if (begun == 0 || !history.daemon(thread)) {
            return;
        }
        for (Condition.Term term : history.step(begun).node().op().condition().terms()) {
            int armed = history.changed((Cell) term.cell(), thread, begun);
            if (armed > 0) {
                argument.say(history.name(history.step(armed).thread()) + " asked " + history.name(thread) + " for its last round at " + argument.step(armed)
                        + ", in " + history.step(armed).node().at().frames().stream().map(Frame::function).collect(Collectors.joining(", from ")));
            }
        }
    }

    /** A goto that was taken: the step after which, and where. */
    private record Jump(int step, Frame at, String label) { }

    /** What each call returned; of an error, also the first goto that was taken in that call. */
    private void results() {
        Map<Integer, Jump> first = new HashMap<>();
        for (int n = 1; n <= history.size(); n++) {
            int thread = history.step(n).thread();
            for (Note note : history.step(n).edge() == null ? List.<Note>of() : history.step(n).edge().notes()) {
                if (note instanceof Note.Test test && test.taken() && !GotoMap.bundled().label(test.at().top()).isEmpty()) {
                    first.putIfAbsent(thread, new Jump(n, test.at().top(), GotoMap.bundled().label(test.at().top())));
                } else if (note instanceof Note.Returned returned) {
                    returned(n, returned, first.remove(thread));
                }
            }
        }
    }

    private void returned(int n, Note.Returned returned, Jump jump) {
        int thread = history.step(n).thread();
        argument.say(history.name(thread) + ": " + calls.call(thread, returned.call()) + " = " + calls.result(thread, returned.call(), returned.result())
                + " at " + argument.step(n) + (returned.result() >= 0 || jump == null ? "" : "; its first goto, to " + jump.label() + " of "
                + jump.at().function() + ", came after " + Operations.describe(history.step(jump.step())) + " at " + argument.step(jump.step())));
    }
}
