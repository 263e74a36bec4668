package org.sockrace.spark;

import java.util.ArrayList;
import java.util.List;
import org.sockrace.check.ClusterException;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Claim;
import org.sockrace.explore.CutShortException;
import org.sockrace.explore.Engine;
import org.sockrace.explore.Exploration;
import org.sockrace.explore.Monitor;
import org.sockrace.explore.Recipe;
import org.sockrace.explore.Source;
import org.sockrace.reduce.Reductions;
import org.sockrace.search.BreadthFirst;
import org.sockrace.search.Model;
import org.sockrace.search.Passes;

/**
 * Visits every reachable state, level by level, on the machines of a Spark master. Finds what {@link BreadthFirst} finds, with the same counts. Passes that
 * only find out that the automata are too small are made in this process, as long as they are small themselves.
 */
public final class SparkEngine implements Engine {

    /** A pass that visits more is for Spark. */
    private static final long SMALL = 200_000;
    private final String master;
    private final Recipe recipe;
    private final Reductions reductions;

    /**
     * On those machines.
     *
     * @param master as Spark writes it
     * @param recipe how others make the source that is explored
     */
    public SparkEngine(String master, Recipe recipe, Reductions reductions) {
        this.master = master;
        this.recipe = recipe;
        this.reductions = reductions;
    }

    /**
     * Explores.
     *
     * @throws ClusterException if Spark does not start, or gives up
     */
    @Override
    public Exploration explore(Source source, List<Monitor> monitors, Budget budget) {
        Exploration last = null;
        List<List<Integer>> grown = new ArrayList<>();
        // As in memory: with every reduction one meets what the automata do not cover much sooner.
        boolean quick = source.growing() && !reductions.equals(Reductions.ALL);
        try (Machines machines = new Machines(master)) {
            while (true) {
                Reductions used = quick ? Reductions.ALL : reductions;
                last = pass(machines, new Model(source.world(budget), used, monitors, budget), used, grown, quick, budget);
                var unknown = last.findings().unknown();
                if (Passes.isCutByBudget(last) || unknown.isEmpty() && !quick) {
                    return last;
                }
                boolean more = !unknown.isEmpty() && source.extend(unknown, budget);
                if (more) {
                    grown.add(Plan.numbers(unknown));
                } else if (!quick) {
                    return Passes.endless(last);
                }
                quick &= more;
            }
        } catch (CutShortException e) {
            return Exploration.cutShort(last, e.getMessage());
        } catch (OutOfMemoryError e) {
            return Exploration.cutShort(last, Claim.CutShort.OUT_OF_MEMORY);
        }
    }

    private Exploration pass(Machines machines, Model model, Reductions used, List<List<Integer>> grown, boolean quick, Budget budget) {
        Budget some = new Budget(SMALL, budget.maxBytes(), budget.deadlineNanos(), budget.cancelled(), budget.progress());
        Exploration small = BreadthFirst.once(model, some);
        boolean whole = !Passes.isCutByBudget(small);
        if (whole && (quick || !small.findings().unknown().isEmpty())) {
            return small;
        }
        Plan plan = new Plan(recipe, List.copyOf(grown), used.symmetry(), used.partialOrder(), model.print());
        return machines.search(plan, model, budget);
    }
}
