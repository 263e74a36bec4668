package org.sockrace.machine.simulated;

import java.util.List;
import org.sockrace.automata.Frame;
import org.sockrace.automata.Holding;
import org.sockrace.automata.Note;
import org.sockrace.automata.Operation;

/** Who performs the operations of the code that runs: set-up executes them at once, a recording run feeds it observations. */
interface Interpreter {

    /** Performs the operation and returns what the code observes. */
    int perform(Operation op);

    /** The code may sleep here. */
    void mightSleep(String where);

    /** How many objects of that cache the running thread took before this one. */
    int allocIndex(String cache);

    /** The role of the running thread, or -1 for memory that all share. */
    int role();

    /** The name of the running thread. */
    String threadName();

    /** The running task. */
    Object current();

    /** The code comes to a point where only {@code live} and what the machine knows of the thread matter for what follows. */
    default void join(List<Object> live) { }

    /** The running code comes to a loop: a number that no other has in this run. */
    default int loop() {
        return 0;
    }

    /** The running code is at the head of that loop, which keeps nothing from one round to the next. */
    default void again(int loop) { }

    /** Whether the running thread has disabled soft interrupts, or is one. */
    boolean softirqsOff();

    /** Whether notes are wanted now. */
    boolean noting();

    /** Where in the modelled source the running code stands; asked only if notes are wanted. */
    Frame.Stack here();

    /** Takes a note. */
    void note(Note note);

    /** Takes note of an owned reference; {@code counter} may be null. */
    void own(String kind, SimAtomic counter, int change);

    /** Takes note of who keeps what. */
    void keep(Holding line, int change);
}
