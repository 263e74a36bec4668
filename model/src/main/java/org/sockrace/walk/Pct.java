package org.sockrace.walk;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.sockrace.automata.Automaton;
import org.sockrace.automata.Edge;
import org.sockrace.automata.Node;
import org.sockrace.automata.World;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Engine;
import org.sockrace.explore.Exploration;
import org.sockrace.explore.Monitor;
import org.sockrace.explore.Source;
import org.sockrace.semantics.Run;

/**
 * Probabilistic concurrency testing (Burckhardt, Kothari, Musuvathi and Nagarakatte, "A Randomized Scheduler with Probabilistic Guarantees of Finding Bugs",
 * ASPLOS 2010): threads have priorities in a random order, the first that can move does, and behind {@code depth - 1} steps drawn beforehand the one that moved
 * is put back. With n threads and k steps at most, an execution shows a bug of that depth (one that comes whenever so many pairs of steps are in the wrong
 * order) with a probability of at least 1/(n k^(depth-1)), if the failures that it takes are those that the execution meets.
 *
 * @param walks how many executions
 * @param seed what the dice begin with
 * @param depth the depth of the bugs that are looked for, 1 to {@link #DEEPEST}
 */
public record Pct(long walks, long seed, int depth) implements Engine {

    /** The promise of larger depths is none. */
    public static final int DEEPEST = 20;

    @Override
    public Exploration explore(Source source, List<Monitor> monitors, Budget budget) {
        return new Sampling(walks, seed, this::drawn, this::promise).explore(source, monitors, budget);
    }

    private Scheduler.Drawn drawn(World world) {
        int threads = world.roles().length;
        long steps = steps(world);
        return dice -> new Priorities(threads, changes(dice, steps), dice);
    }

    private long[] changes(Random dice, long steps) {
        return dice.longs(depth - 1, 0, Math.max(1, steps)).toArray();
    }

    private String promise(World world) {
        return String.format(Locale.ROOT, "; each shows a bug of depth %d with a probability of at least 1/%s, failures apart", depth,
                text(BigInteger.valueOf(steps(world)).pow(depth - 1).multiply(BigInteger.valueOf(world.roles().length))));
    }

    /** Large ones in short, and rounded up: more is not promised. */
    private static String text(BigInteger number) {
        return number.bitLength() < Long.SIZE ? String.format(Locale.ROOT, "%,d", number)
                : String.format(Locale.ROOT, "%.0e", new BigDecimal(number).round(new MathContext(1, RoundingMode.CEILING)));
    }

    /** No execution takes more steps: all threads together, each on its longest way. */
    private static long steps(World world) {
        long steps = 0;
        for (int role : world.roles()) {
            steps += longest(world.automata().get(role));
        }
        return steps;
    }

    /** The most steps from a node to an end. Edges lead to nodes with lower numbers. */
    private static long longest(Automaton automaton) {
        long[] longest = new long[automaton.nodes().size()];
        for (int n = 0; n < longest.length; n++) {
            Node node = automaton.nodes().get(n);
            for (Edge edge : node.edges()) {
                longest[n] = Math.max(longest[n], 1 + longest[edge.target()]);
            }
        }
        return longest[automaton.start()];
    }

    /** The priorities of one execution: the thread with the highest one that can move does. */
    private static final class Priorities implements Scheduler {

        private final long[] priorities;
        private final long[] changes;
        private final boolean[] tried;

        Priorities(int threads, long[] changes, Random dice) {
            this.changes = changes;
            this.tried = new boolean[threads];
            this.priorities = new long[threads];
            for (int t = 0; t < threads; t++) {
                int with = dice.nextInt(t + 1);
                priorities[t] = priorities[with];
                priorities[with] = (long) changes.length + t;
            }
        }

        @Override
        public int next(Run run, int step) {
            Arrays.fill(tried, false);
            for (int n = 0; n < tried.length; n++) {
                int thread = highest();
                if (run.canMove(thread)) {
                    moved(thread, step);
                    return thread;
                }
                tried[thread] = true;
            }
            return NONE;
        }

        private int highest() {
            int highest = NONE;
            for (int t = 0; t < priorities.length; t++) {
                if (!tried[t] && (highest == NONE || priorities[t] > priorities[highest])) {
                    highest = t;
                }
            }
            return highest;
        }

        /** The changes have priorities of their own, below all others, so that threads which were put back come in any order. */
        private void moved(int thread, int step) {
            for (int i = 0; i < changes.length; i++) {
                if (changes[i] == step) {
                    priorities[thread] = i;
                }
            }
        }
    }
}
