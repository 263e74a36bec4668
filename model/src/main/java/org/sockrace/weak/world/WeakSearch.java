package org.sockrace.weak.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.sockrace.automata.World;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Claim;
import org.sockrace.explore.CutShortException;
import org.sockrace.explore.DataRaces;
import org.sockrace.explore.Engine;
import org.sockrace.explore.Exploration;
import org.sockrace.explore.Monitor;
import org.sockrace.explore.Source;
import org.sockrace.machine.Property;
import org.sockrace.weak.explore.Explorer;
import org.sockrace.weak.explore.Horizon;
import org.sockrace.weak.model.ModelKind;

/**
 * Visits every execution of a world that a memory model allows, but for load buffering. What it does not look for: threads that wait for ever, endless loops,
 * and the contract of sock_unregister. Its states are executions, its transitions graphs that were judged.
 *
 * @param model the model; without load buffering
 * @param workers how many threads search, at least 1; what is found is the same, but for where a search is cut short
 * @param symmetry whether of executions that become each other by exchanging identical threads one is visited
 */
public record WeakSearch(ModelKind model, int workers, boolean symmetry) implements Engine {

    /** What executions as graphs do not show. */
    public static final List<Property> NOT_LOOKED_FOR = List.of(Property.NO_DEADLOCK, Property.TERMINATION, Property.GRACE_PERIOD,
            Property.UNREGISTER_CONTRACT);

    /** By one worker, every execution. */
    public WeakSearch(ModelKind model) {
        this(model, 1, false);
    }

    /**
     * What was found.
     *
     * @param sketches executions that show it; null if there was no time to look for any
     * @param stuck in how many of the executions a thread waits for ever: they are judged as far as they go, and have no outcome
     */
    public record Found(Exploration exploration, Sketches sketches, long stuck) { }

    private static Found cutShort(Found last, String why) {
        return last == null ? new Found(Exploration.nothing(why), null, 0)
                : new Found(Exploration.cutShort(last.exploration, why), last.sketches, last.stuck);
    }

    /**
     * {@inheritDoc}
     *
     * @throws NotSupportedException if the world does something that has no meaning here
     */
    @Override
    public Exploration explore(Source source, List<Monitor> monitors, Budget budget) {
        return search(source, monitors, budget).exploration;
    }

    /**
     * The same, with executions that show what was found.
     *
     * @throws NotSupportedException if the world does something that has no meaning here
     */
    public Found search(Source source, List<Monitor> monitors, Budget budget) {
        Found last = null;
        try {
            while (true) {
                last = pass(source.world(budget), monitors, budget, workers);
                if (last.exploration.findings().unknown().isEmpty() || last.exploration.claim() instanceof Claim.CutShort) {
                    return last;
                }
                if (!source.extend(last.exploration.findings().unknown(), budget)) {
                    // What it has found until then, many workers would not have found in the same order.
                    return cutShort(workers == 1 ? last : pass(last.exploration.world(), monitors, budget, 1), Claim.CutShort.ENDLESS);
                }
            }
        } catch (CutShortException e) {
            return cutShort(last, e.getMessage());
        } catch (OutOfMemoryError e) {
            return cutShort(last, Claim.CutShort.OUT_OF_MEMORY);
        }
    }

    private Found pass(World world, List<Monitor> monitors, Budget budget, int threads) {
        WorldProgram program = new WorldProgram(world, symmetry);
        DataRaces races = monitors.stream().filter(DataRaces.class::isInstance).map(DataRaces.class::cast).findFirst().orElse(null);
        Horizon horizon = new Horizon(Harvest.ENOUGH);
        List<Harvest> harvests = new ArrayList<>();
        List<ExecutionJudge> judges = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            harvests.add(new Harvest(world, new Sketches(program, model)));
            judges.add(new ExecutionJudge(program, model, races, harvests.get(i), horizon));
        }
        harvests.get(0).findings.starts();
        String[] limit = new String[1];
        Explorer[] explorer = new Explorer[1];
        explorer[0] = new Explorer(program, model, () -> (limit[0] = budget.reached(explorer[0].executions(), explorer[0].bytes())) != null, horizon, judges);
        boolean complete = run(explorer[0], limit);
        harvests.subList(1, threads).forEach(harvests.get(0)::merge);
        Harvest all = harvests.get(0);
        long executions = explorer[0].executions() + all.stuck;
        Claim claim = complete ? new Claim.Exhaustive() : new Claim.CutShort(String.format(Locale.ROOT, "%s, after %,d executions", limit[0], executions));
        return new Found(new Exploration(world, claim, all.settled(), all.taken, executions, explorer[0].checks(), 0, 0), all.sketches, all.stuck);
    }

    /** Whether it was all; whatever cuts it short, which it says, what was found until then counts. */
    private static boolean run(Explorer explorer, String[] limit) {
        boolean complete = false;
        try {
            complete = explorer.run();
        } catch (OutOfMemoryError e) {
            limit[0] = Claim.CutShort.OUT_OF_MEMORY;
        }
        limit[0] = limit[0] == null ? "interrupted" : limit[0];
        return complete;
    }
}
