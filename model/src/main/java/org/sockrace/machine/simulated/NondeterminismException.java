package org.sockrace.machine.simulated;

import org.sockrace.automata.Frame;
import org.sockrace.automata.Operation;

/** A thread did something else when it was given the same observations again: it keeps state outside the machine's cells. */
public final class NondeterminismException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NondeterminismException(String thread, int step, Operation before, Operation now, Frame.Stack at) {
        super("thread " + thread + " is nondeterministic: given the same observations, its step " + step + " was " + describe(before)
                + " and is now " + describe(now) + (at.top() == null ? "" : " at " + at.top())
                + ". Kernel code must keep all its state in cells of the machine.");
    }

    static String describe(Operation op) {
        if (op == null) {
            return "its end";
        }
        Object of = op.cell() != null ? op.cell() : op.region() != null ? op.region() : op.text();
        return op.kind() + (of == null ? "" : " " + of) + (op.a() == 0 ? "" : " " + op.a());
    }
}
