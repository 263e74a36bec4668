package org.sockrace.mutate;

import java.util.BitSet;

/** Which statements a thread has executed: a kernel with probes says so before each. */
public final class Probes {

    /** The statements that one scenario executes, by number: all, and those that it executes after its set-up. Not thread-safe. */
    static final class Executed {
        final BitSet all = new BitSet();
        final BitSet afterSetup = new BitSet();
        private boolean begun;
    }

    private static final ThreadLocal<Executed> INTO = new ThreadLocal<>();

    private Probes() { }

    /** Called by the probed kernel before the statement of that number. */
    public static void hit(int statement) {
        Executed executed = INTO.get();
        if (executed != null) {
            (executed.begun ? executed.afterSetup : executed.all).set(statement);
        }
    }

    /** Called when the set-up is done. */
    public static void threadsBegin() {
        Executed executed = INTO.get();
        if (executed != null) {
            executed.begun = true;
        }
    }

    /** What runs from now on in this thread is noted. */
    static Executed begin() {
        Executed executed = new Executed();
        INTO.set(executed);
        return executed;
    }

    /** Nothing is noted any more in this thread. */
    static void end() {
        Executed executed = INTO.get();
        executed.all.or(executed.afterSetup);
        INTO.remove();
    }
}
