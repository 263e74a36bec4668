package org.sockrace.explore;

import java.util.List;
import org.sockrace.automata.Edge;
import org.sockrace.automata.Node;
import org.sockrace.automata.World;
import org.sockrace.semantics.Run;

/**
 * One execution, operation by operation, as the plain interpreter ran it.
 *
 * @param world the automata that it is an execution of
 * @param steps the steps
 * @param broken what its end breaks, or null
 * @param noted what was broken on the way without ending it, in order
 * @param end where each thread is at the end
 * @param complete whether no thread can move any more
 */
public record Execution(World world, List<Step> steps, Finding broken, List<Noted> noted, List<Node> end, boolean complete) {

    /**
     * One operation.
     *
     * @param thread the thread
     * @param number the automaton node
     * @param shared whether other threads can notice the operation, or interfere with it
     * @param node the operation, and where it stands
     * @param edge what followed, or null if the operation itself broke a property
     * @param before the state before; not to be changed
     * @param after the state after; the same as before if the operation broke a property
     * @param couldGoOn whether the thread of the step before could have gone on instead
     */
    public record Step(int thread, int number, boolean shared, Node node, Edge edge, Run before, Run after, boolean couldGoOn) { }

    /**
     * Something that was broken on the way.
     *
     * @param step at which step, from 1; one more than there are steps if it was seen at the end
     * @param finding what
     */
    public record Noted(int step, Finding finding) { }

    /** The state in which it ended; not to be changed. */
    public Run last() {
        return steps.isEmpty() ? new Run(world) : steps.get(steps.size() - 1).after();
    }

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
