package org.sockrace.weak.explore;

import org.sockrace.weak.graph.Event;

/** Threads that share memory. Immutable. */
public interface Program {

    /** The number of threads. */
    int threads();

    /** The number of locations. */
    int locations();

    /** What the location holds at first. */
    long initial(int location);

    /** The same as an event. */
    Event initialEvent(int location);

    /**
     * Whether a thread that is in a read-side critical section leaves it in any case, or else no grace period that has to wait for it ends: then every
     * execution is judged as if it had left.
     */
    boolean leavesSections();

    /** Where the thread begins. */
    Local start(int thread);
}
