package org.sockrace.walk;

import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.sockrace.automata.Node;
import org.sockrace.automata.OpKind;
import org.sockrace.automata.World;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Claim;
import org.sockrace.explore.CutShortException;
import org.sockrace.explore.Exploration;
import org.sockrace.explore.Findings;
import org.sockrace.explore.Monitor;
import org.sockrace.explore.Progress;
import org.sockrace.explore.Source;
import org.sockrace.machine.Property;
import org.sockrace.semantics.Result;
import org.sockrace.semantics.Run;

/**
 * Executions drawn at random. Each has a seed of its own, so results do not depend on how far the automata were built when it began. What a choice results in
 * is drawn as well, each alternative as likely as the others.
 *
 * @param executions how many
 * @param seed what the dice begin with
 * @param scheduler who moves, in executions of these automata
 * @param promise what is known of such executions, as users read it; may be empty
 */
record Sampling(long executions, long seed, Function<World, Scheduler.Drawn> scheduler, Function<World, String> promise) {

    Exploration explore(Source source, List<Monitor> monitors, Budget budget) {
        Walks done = null;
        try {
            done = walks(source, monitors, budget);
            while (done.walked < executions) {
                if (!done.walk(new Random(mixed(seed, done.walked)))) {
                    boolean more = source.extend(done.findings.unknown(), budget);
                    if (!more) {
                        done.findings.unknown().forEach(done::endless);
                        return done.claiming(new Claim.CutShort(Claim.CutShort.ENDLESS));
                    }
                    done = walks(source, monitors, budget);
                }
            }
            return done.claiming(done.sampled(promise.apply(done.world)));
        } catch (CutShortException e) {
            return done == null ? Exploration.nothing(e.getMessage()) : done.claiming(new Claim.CutShort(e.getMessage()));
        }
    }

    private Walks walks(Source source, List<Monitor> monitors, Budget budget) {
        World world = source.world(budget);
        return new Walks(world, scheduler.apply(world), monitors, budget);
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
        private final Scheduler.Drawn schedulers;
        private long walked;
        private long steps;

        Walks(World world, Scheduler.Drawn schedulers, List<Monitor> monitors, Budget budget) {
            this.world = world;
            this.schedulers = schedulers;
            this.monitors = monitors;
            this.budget = budget;
            this.findings = new Findings(world);
            this.taken = Exploration.counts(world);
        }

        Exploration claiming(Claim claim) {
            return new Exploration(world, claim, findings, taken, steps, steps, 0, 0);
        }

        /** How many different transitions of the threads were seen, and how many there are. */
        Claim.Sampled sampled(String promise) {
            long seen = 0;
            long all = 0;
            for (long[][] role : taken) {
                for (long[] node : role) {
                    seen += LongStream.of(node).filter(times -> times > 0).count();
                    all += node.length;
                }
            }
            return new Claim.Sampled(walked, seen, all, promise);
        }

        void endless(Source.Unknown u) {
            findings.stopped(Property.TERMINATION, u.role(), u.node());
        }

        /** One execution; false if it left the automata. */
        boolean walk(Random dice) {
            Run run = new Run(world);
            Scheduler scheduler = schedulers.with(dice);
            findings.starts();
            for (int length = 1; true; length++) {
                budget.check();
                findings.level(length);
                monitors.forEach(m -> m.state(run, findings));
                int thread = scheduler.next(run, length - 1);
                if (thread == Scheduler.NONE) {
                    findings.rest(run);
                    break;
                }
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
