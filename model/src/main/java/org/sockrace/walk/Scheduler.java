package org.sockrace.walk;

import java.util.Random;
import org.sockrace.semantics.Run;

/** Who moves next in one execution. */
interface Scheduler {

    /** No thread can move. */
    int NONE = -1;

    /**
     * The thread that moves next, which can move; {@link #NONE} if there is none.
     *
     * @param step how many steps were made before
     */
    int next(Run run, int step);

    /** Draws what an execution needs before it begins. */
    interface Drawn {

        /** The scheduler of an execution with these dice. */
        Scheduler with(Random dice);
    }
}
