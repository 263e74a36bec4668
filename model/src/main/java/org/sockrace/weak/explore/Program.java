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

    /** Where the thread begins. */
    Local start(int thread);
}
