package org.sockrace.automata;

import java.util.Set;

/** Where a thread stands, as far as others can depend on it. */
public interface Stand {

    /** The operation that it is about to perform. */
    Operation op();

    /** Whether it is in a read-side critical section. */
    boolean reader();

    /** Whether it runs with preemption disabled. */
    boolean schedReader();

    /** The modules whose text is on its stack, as a set of region ids. */
    Set<Integer> inside();

    /** Whether grace periods of that flavour wait for it. */
    default boolean reads(int flavour) {
        return flavour == OpKind.RCU ? reader() : schedReader();
    }
}
