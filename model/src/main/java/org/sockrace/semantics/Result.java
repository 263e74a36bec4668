package org.sockrace.semantics;

import org.sockrace.automata.Memory;
import org.sockrace.machine.Property;

/** What came of a thread's trying to perform its next operation. */
public sealed interface Result {

    /** Whether the thread could do nothing: it has to wait, or has ended. */
    default boolean stays() {
        return this instanceof Blocked || this instanceof Ended;
    }

    /**
     * It was performed.
     *
     * @param value what the thread observes
     */
    record Observed(int value) implements Result { }

    /**
     * The environment has to choose; nothing has changed.
     *
     * @param alternatives how many there are, at least 1
     */
    record Choose(int alternatives) implements Result { }

    /** It has to wait; nothing has changed. */
    record Blocked() implements Result { }

    /**
     * It breaks a property; nothing has changed, and the execution goes no further.
     *
     * @param property which
     * @param freed the memory that was touched after it was freed, or null
     */
    record Broken(Property property, Memory freed) implements Result { }

    /** The thread has ended. */
    record Ended() implements Result { }

    /** What it would do is not known: the automaton was not followed further. */
    record Unknown() implements Result { }
}
