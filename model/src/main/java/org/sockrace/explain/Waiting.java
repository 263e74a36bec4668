package org.sockrace.explain;

import java.util.ArrayList;
import java.util.List;
import org.sockrace.automata.Cell;
import org.sockrace.automata.Node;
import org.sockrace.automata.OpKind;
import org.sockrace.automata.Operation;
import org.sockrace.machine.Condition;

/** Who waits for whom when nobody can go on. */
final class Waiting {

    private final History history;
    private final Argument argument;

    Waiting(History history, Argument argument) {
        this.history = history;
        this.argument = argument;
    }

    void everybody() {
        for (int t = 0; t < history.threads(); t++) {
            Node at = history.execution().end().get(t);
            if (at.op().kind() == OpKind.VIOLATION) {
                argument.say(history.name(t) + " waits for itself in " + history.place(at) + ": " + at.op().text());
                new Sections(history, argument).locks(t, history.size() + 1);
            } else if (at.op().kind() != OpKind.DONE) {
                argument.say(history.name(t) + " waits for ever in " + history.place(at) + ": " + what(t));
            }
        }
    }

    /** Why a thread cannot go on at the end, although it may be able to later. */
    String blocked(int thread) {
        Operation op = history.execution().end().get(thread).op();
        return op.kind() == OpKind.SYNC_END ? Operations.sync(op) + " waits" + forWhom(thread, op).replaceFirst("^,", "") : what(thread);
    }

    /** What a thread waits for at the end, and for whom. */
    String what(int thread) {
        Operation op = history.execution().end().get(thread).op();
        return Operations.describe(op) + forWhom(thread, op);
    }

    /** What it waits for, after a comma or semicolon; empty if there is nothing to be said. */
    String forWhom(int thread, Operation op) {
        return switch (op.kind()) {
            case LOCK -> holder(op.cell());
            case SYNC_END -> readers(history.end().state().waitsFor(thread, op.a()), op.a());
            case WAIT -> values(thread, op.condition());
            default -> "";
        };
    }

    private String holder(Cell lock) {
        for (int t = 0; t < history.threads(); t++) {
            for (int n : history.locks(t, history.size() + 1)) {
                if (history.step(n).node().op().cell() == lock) {
                    return ", which " + history.name(t) + " holds since " + argument.step(n);
                }
            }
        }
        return ", which nobody gives back";
    }

    private String readers(List<Integer> readers, int flavour) {
        List<String> texts = new ArrayList<>();
        for (int reader : readers) {
            int since = flavour == OpKind.RCU ? history.readerSince(reader, history.size() + 1) : history.preemptionOffSince(reader, history.size() + 1);
            texts.add(history.name(reader) + (since == 0 ? "" : ", a reader since " + argument.step(since)));
        }
        return texts.isEmpty() ? "" : ", for " + String.join(" and ", texts);
    }

    private String values(int thread, Condition condition) {
        List<String> values = new ArrayList<>();
        for (Condition.Term term : condition.terms()) {
            Cell cell = (Cell) term.cell();
            int changed = history.changed(cell, thread, history.size() + 1);
            values.add(cell.qualifiedName() + " is " + cell.show(history.end().state().get(cell, thread))
                    + (changed == 0 ? ", and always was" : " since " + argument.step(changed)));
        }
        return "; but " + String.join(", and ", values);
    }
}
