package org.sockrace.weak.world;

import java.util.List;
import java.util.Locale;
import org.sockrace.automata.World;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Claim;
import org.sockrace.explore.CutShortException;
import org.sockrace.explore.DataRaces;
import org.sockrace.explore.Engine;
import org.sockrace.explore.Exploration;
import org.sockrace.explore.Findings;
import org.sockrace.explore.Monitor;
import org.sockrace.explore.Source;
import org.sockrace.machine.Property;
import org.sockrace.weak.explore.Explorer;
import org.sockrace.weak.model.ModelKind;

/**
 * Visits every execution of a world that a memory model allows, but for load buffering. What it does not look for: threads that wait for ever, endless loops,
 * and the contract of sock_unregister. Its states are executions, its transitions graphs that were judged.
 *
 * @param model the model; without load buffering
 */
public record WeakSearch(ModelKind model) implements Engine {

    /** What executions as graphs do not show. */
    public static final List<Property> NOT_LOOKED_FOR = List.of(Property.NO_DEADLOCK, Property.TERMINATION, Property.GRACE_PERIOD,
            Property.UNREGISTER_CONTRACT);

    /** More passes than this that reach what is not known are not made. */
    private static final int ENOUGH = 16;

    /**
     * What was found.
     *
     * @param sketches executions that show it; null if there was no time to look for any
     */
    public record Found(Exploration exploration, Sketches sketches) { }

    private static Found cutShort(Found last, String why) {
        return last == null ? new Found(Exploration.nothing(why), null) : new Found(Exploration.cutShort(last.exploration, why), last.sketches);
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
                last = pass(source.world(budget), monitors, budget);
                if (last.exploration.findings().unknown().isEmpty() || last.exploration.claim() instanceof Claim.CutShort) {
                    return last;
                }
                if (!source.extend(last.exploration.findings().unknown(), budget)) {
                    return cutShort(last, Claim.CutShort.ENDLESS);
                }
            }
        } catch (CutShortException e) {
            return cutShort(last, e.getMessage());
        } catch (OutOfMemoryError e) {
            return cutShort(last, Claim.CutShort.OUT_OF_MEMORY);
        } catch (StackOverflowError e) {
            return cutShort(last, "too many events in an execution (java -Xss gives room for more)");
        }
    }

    private Found pass(World world, List<Monitor> monitors, Budget budget) {
        Findings findings = new Findings(world);
        findings.starts();
        long[][][] taken = Exploration.counts(world);
        WorldProgram program = new WorldProgram(world);
        Sketches sketches = new Sketches(program, model);
        DataRaces races = monitors.stream().filter(DataRaces.class::isInstance).map(DataRaces.class::cast).findFirst().orElse(null);
        ExecutionJudge judge = new ExecutionJudge(program, model, races, findings, sketches, taken);
        int[] unknown = new int[1];
        String[] limit = new String[1];
        Explorer[] explorer = new Explorer[1];
        explorer[0] = new Explorer(program, model, () -> (limit[0] = budget.reached(explorer[0].executions(), 0)) != null, (graph, complete) -> {
            unknown[0] += judge.judge(graph, complete) ? 0 : 1;
            return unknown[0] < ENOUGH;
        });
        explorer[0].run();
        Claim claim = limit[0] == null ? new Claim.Exhaustive()
                : new Claim.CutShort(String.format(Locale.ROOT, "%s, after %,d executions", limit[0], explorer[0].executions()));
        return new Found(new Exploration(world, claim, findings, taken, explorer[0].executions(), explorer[0].checks(), 0, 0), sketches);
    }
}
