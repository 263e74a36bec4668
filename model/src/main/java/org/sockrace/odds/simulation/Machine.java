package org.sockrace.odds.simulation;

/**
 * What threads run on.
 *
 * @param processors how many processors it has, at least 1
 * @param slice how long a task runs before another one that waits for a processor gets its turn, in seconds
 * @param preemptEvery after how much running a task is interrupted by something else, on average; 0 for never. Not where preemption is disabled
 * @param preemptFor how long it is away then, on average
 */
public record Machine(int processors, double slice, double preemptEvery, double preemptFor) {

    /** As many processors as are needed, and no other work. */
    public static final Machine IDLE = new Machine(Integer.MAX_VALUE, 4e-3, 0, 0);
}
