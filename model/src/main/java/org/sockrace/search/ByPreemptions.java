package org.sockrace.search;

import java.util.List;
import org.sockrace.automata.World;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Exploration;
import org.sockrace.explore.Monitor;
import org.sockrace.reduce.Reductions;

/**
 * Visits every reachable state in the order of preemptions: first what is reached without interrupting a thread that could go on, then what takes one
 * preemption, and so on; so a search that is cut short has seen all schedules with up to so many. States are counted with the thread that moved last, and
 * identical threads are not exchanged, so there are more of them than elsewhere. Musuvathi, Qadeer: Iterative context bounding for systematic testing of
 * multithreaded programs, 2007.
 *
 * <p>Of the partial order reduction only the part is used that leaves local operations out: a schedule that interrupts a thread before or within them does
 * the same as one that lets them run first, with no more preemptions. No thread is made to go first, because that would add preemptions.
 */
public final class ByPreemptions extends PackedEngine {

    /** No bound. */
    public static final int ALL = Integer.MAX_VALUE;

    private final boolean partialOrder;
    private final int bound;

    /**
     * A search by the calling thread.
     *
     * @param bound how many preemptions at most, 0 or more, or {@link #ALL}
     */
    public ByPreemptions(Reductions reductions, int bound) {
        super(new Reductions(false, reductions.partialOrder()));
        this.partialOrder = reductions.partialOrder();
        this.bound = bound;
    }

    @Override
    Model model(World world, List<Monitor> monitors, Budget budget) {
        return partialOrder ? Model.forSchedules(world, monitors, budget) : super.model(world, monitors, budget);
    }

    @Override
    Exploration pass(Model model, Budget budget) {
        return new PreemptionSearch(model, budget, bound).run();
    }
}
