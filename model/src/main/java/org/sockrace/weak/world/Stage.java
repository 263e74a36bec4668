package org.sockrace.weak.world;

import org.sockrace.automata.Memory;
import org.sockrace.weak.explore.Local;

/** Where a thread stands, as those see it who judge what it does next. */
interface Stage extends Local {

    int thread();

    /** The memory that it is about to touch; null if its next event touches none. */
    Memory touches();

    /** The location of that memory's being given back; -1 if nobody does. */
    int freed();

    /** Whether it is about to give memory back. */
    boolean frees();

    /** Whether it is about to give memory back, or to have that done after a grace period: twice is wrong whatever the order. */
    boolean gives();
}
