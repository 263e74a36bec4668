package org.sockrace.walk;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.sockrace.automata.Node;
import org.sockrace.automata.OpKind;
import org.sockrace.automata.World;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Claim;
import org.sockrace.explore.CutShortException;
import org.sockrace.explore.Engine;
import org.sockrace.explore.Exploration;
import org.sockrace.explore.Findings;
import org.sockrace.explore.Monitor;
import org.sockrace.explore.Progress;
import org.sockrace.explore.Source;
import org.sockrace.machine.Property;
import org.sockrace.semantics.Result;
import org.sockrace.semantics.Run;

/**
 * Runs executions on the plain interpreter, each step by a thread drawn at random among those that can move: what it finds is real, what it does not find may
 * be there all the same. Each execution has a seed of its own, so results do not depend on how far the automata were built when it began.
 *
 * @param walks how many executions
 * @param seed what the dice begin with
 */
public record RandomWalk(long walks, long seed) implements Engine {

    @Override
    public Exploration explore(Source source, List<Monitor> monitors, Budget budget) {
        Walks done = null;
        try {
            done = new Walks(source.world(budget), monitors, budget);
            while (done.walked < walks) {
                if (!done.walk(new Random(mixed(seed, done.walked)))) {
                    boolean more = source.extend(done.findings.unknown(), budget);
                    if (!more) {
                        done.findings.unknown().forEach(done::endless);
                        return done.claiming(new Claim.CutShort(Claim.CutShort.ENDLESS));
                    }
                    done = new Walks(source.world(budget), monitors, budget);
                }
            }
            return done.claiming(new Claim.Sampled(walks));
        } catch (CutShortException e) {
            return done == null ? Exploration.nothing(e.getMessage()) : done.claiming(new Claim.CutShort(e.getMessage()));
        }
    }

    /** Neighbouring seeds have no execution in common. */
    private static long mixed(long seed, long execution) {
        return new SplittableRandom(seed).nextLong() + execution;
    }

    /** The executions on one set of automata: they begin anew when these turn out to be too small. */
    private static final class Walks {

        private final World world;
        private final List<Monitor> monitors;
        private final Budget budget;
        private final Findings findings;
        private final long[][][] taken;
        private long walked;
        private long steps;

        Walks(World world, List<Monitor> monitors, Budget budget) {
            this.world = world;
            this.monitors = monitors;
            this.budget = budget;
            this.findings = new Findings(world);
            this.taken = world.automata().stream().map(a -> a.nodes().stream().map(n -> new long[n.edges().size()]).toArray(long[][]::new))
                    .toArray(long[][][]::new);
        }

        Exploration claiming(Claim claim) {
            return new Exploration(world, claim, findings, taken, steps, steps, 0, 0);
        }

        void endless(Source.Unknown u) {
            findings.stopped(Property.TERMINATION, u.role(), u.node());
        }

        /** One execution; false if it left the automata. */
        boolean walk(Random dice) {
            Run run = new Run(world);
            findings.starts();
            for (int length = 1; true; length++) {
                budget.check();
                findings.level(length);
                monitors.forEach(m -> m.state(run, findings));
                List<Integer> able = able(run);
                if (able.isEmpty()) {
                    findings.rest(run);
                    break;
                }
                int thread = able.get(dice.nextInt(able.size()));
                Result result = step(run, thread, dice);
                if (result instanceof Result.Unknown) {
                    return false;
                }
                if (result instanceof Result.Broken broken) {
                    findings.stopped(broken.property(), run.role(thread), run.number(thread));
                    break;
                }
            }
            walked++;
            budget.progress().at(Progress.Phase.SEARCHING, steps, 0, 0);
            return true;
        }

        private static List<Integer> able(Run run) {
            List<Integer> able = new ArrayList<>();
            for (int t = 0; t < run.threads(); t++) {
                if (run.canMove(t)) {
                    able.add(t);
                }
            }
            return able;
        }

        private Result step(Run run, int thread, Random dice) {
            Node node = run.node(thread);
            int number = run.number(thread);
            int choice = node.op().kind() == OpKind.CHOICE ? dice.nextInt(node.op().a()) : 0;
            Run before = run.copy();
            Run.Step step = run.step(thread, choice);
            steps++;
            if (step.result() instanceof Result.Unknown) {
                findings.unknown(run.role(thread), number, before.observes(thread));
            }
            if (step.edge() != null) {
                taken[run.role(thread)][number][node.edgeFor(step.edge().observed())]++;
                monitors.forEach(m -> m.step(before, thread, step.edge(), findings));
                findings.heard(run.role(thread), number, step.edge().notes());
            }
            return step.result();
        }
    }
}
