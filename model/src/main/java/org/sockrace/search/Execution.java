package org.sockrace.search;

import java.util.List;
import org.sockrace.machine.simulated.Edge;
import org.sockrace.machine.simulated.Node;

/**
 * One execution, operation by operation.
 *
 * @param steps the steps
 * @param broken what the last step breaks, or null
 * @param end where each thread is at the end
 * @param complete whether no thread can move any more
 */
public record Execution(List<Step> steps, Breakage broken, List<Node> end, boolean complete) {

    /**
     * One operation.
     *
     * @param thread the thread
     * @param number the automaton node
     * @param shared whether other threads can notice the operation, or interfere with it
     * @param node the operation, and where it stands
     * @param edge what followed, or null if the operation itself broke a property
     * @param before the packed state before
     * @param after the packed state after; the same as before if the operation broke a property
     * @param couldGoOn whether the thread of the step before could have gone on instead
     */
    public record Step(int thread, int number, boolean shared, Node node, Edge edge, long[] before, long[] after, boolean couldGoOn) { }

    /** How often a thread was interrupted that could have gone on. */
    public int preemptions() {
        int n = 0;
        for (int i = 1; i < steps.size(); i++) {
            if (steps.get(i).thread() != steps.get(i - 1).thread() && steps.get(i).couldGoOn()) {
                n++;
            }
        }
        return n;
    }
}
