package org.sockrace.search;

import java.util.List;
import org.sockrace.automata.World;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Claim;
import org.sockrace.explore.CutShortException;
import org.sockrace.explore.Engine;
import org.sockrace.explore.Exploration;
import org.sockrace.explore.Monitor;
import org.sockrace.explore.Source;
import org.sockrace.reduce.Reductions;

/**
 * Searches packed states exhaustively, in passes: a pass that reaches what the automata do not cover is followed by one on larger automata. The last pass alone
 * counts; what it leaves unfinished makes the claim smaller, never the result wrong.
 */
abstract class PackedEngine implements Engine {

    private final Reductions reductions;

    PackedEngine(Reductions reductions) {
        this.reductions = reductions;
    }

    /**
     * One search.
     *
     * @throws CutShortException if the budget is used up before there is a result; a search that has one claims less instead
     */
    abstract Exploration pass(Model model, Budget budget);

    /** What is searched, compiled. */
    Model model(World world, List<Monitor> monitors, Budget budget) {
        return new Model(world, reductions, monitors, budget);
    }

    /** Whether it can bear automata that {@linkplain org.sockrace.automata.Automaton#heads lead back}, so that executions may go on for ever. */
    boolean goesRound() {
        return true;
    }

    private boolean extend(Source source, Exploration pass, Budget budget) {
        return goesRound() ? source.extendRound(pass.findings().unknown(), budget) : source.extend(pass.findings().unknown(), budget);
    }

    @Override
    public final Exploration explore(Source source, List<Monitor> monitors, Budget budget) {
        Exploration last = null;
        try {
            grow(source, monitors, budget);
            while (true) {
                Model model = model(source.world(budget), monitors, budget);
                last = pass(model, budget);
                if (last.findings().unknown().isEmpty() || Passes.isCutByBudget(last)) {
                    return Passes.judged(model, last, budget);
                }
                if (!extend(source, last, budget)) {
                    return Passes.endless(last);
                }
            }
        } catch (CutShortException e) {
            return Exploration.cutShort(last, e.getMessage());
        } catch (OutOfMemoryError e) {
            return Exploration.cutShort(last, Claim.CutShort.OUT_OF_MEMORY);
        }
    }

    /** A search with every reduction meets what the automata do not cover as well, and much sooner. The search that was asked for looks again. */
    private void grow(Source source, List<Monitor> monitors, Budget budget) {
        boolean more = source.growing() && !reductions.equals(Reductions.ALL);
        while (more) {
            Exploration quick = pass(new Model(source.world(budget), Reductions.ALL, monitors, budget), budget);
            more = !quick.findings().unknown().isEmpty() && !Passes.isCutByBudget(quick) && extend(source, quick, budget);
        }
    }
}
