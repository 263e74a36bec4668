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

    /**
     * The location whose first write, besides what it holds at first, begins the thread: that, or another such write, is what it reads first. Without one it
     * does nothing, and has ended. {@link Action#NONE} for a thread that begins by itself.
     */
    default int awaits(int thread) {
        return Action.NONE;
    }

    /** Where the thread begins. */
    Local start(int thread);
}
