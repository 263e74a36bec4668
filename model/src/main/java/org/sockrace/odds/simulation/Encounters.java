package org.sockrace.odds.simulation;

import java.util.HashMap;
import java.util.Map;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.sockrace.automata.World;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Ending;
import org.sockrace.explore.Monitor;
import org.sockrace.odds.Pace;
import org.sockrace.search.Stepper;

/**
 * Attempts of two threads of which one comes at any moment while the other is at work: each moment is as likely, so what takes longer meets more. Which of them
 * comes later is given, or as it happens to be. Not thread-safe.
 */
public final class Encounters {

    private static final int LONE = 1000;
    /** The role of the second thread: those of what serves the two come after theirs. */
    private static final int SECOND = 1;
    private static final int POLL = 256;

    private final Trajectory attempt;
    /** By thread: whether it may be the one that comes later. */
    private final boolean[] comes;
    private final RandomGenerator dice;
    private final Budget budget;

    /**
     * What came of them.
     *
     * @param endings how often each final state was reached
     * @param broken how often something broke, so that there was none
     */
    public record Met(Map<Ending, Long> endings, long broken) {

        /** Copies the map. */
        public Met {
            endings = Map.copyOf(endings);
        }
    }

    /**
     * Encounters of which one thread comes later.
     *
     * @param comer which of the two, 0 or 1
     * @param seed what the dice begin with
     * @param budget when to give up
     */
    public Encounters(World world, Pace pace, List<Monitor> monitors, int comer, long seed, Budget budget) {
        this(world, monitors, new Operations(world, pace), new Target(0, ending -> false), new boolean[] {comer == 0, comer == 1}, seed, budget);
    }

    /**
     * Encounters of which either thread comes later.
     *
     * @param slower how many times as long each operation of the second thread takes, more than 0
     * @param mask the properties of which one, when it is broken, ends an attempt, as {@link org.sockrace.search.StateGraph#mask} has them
     */
    public Encounters(World world, Pace pace, List<Monitor> monitors, double slower, int mask, long seed, Budget budget) {
        this(world, monitors, new Operations(world, pace, SECOND, slower), new Target(mask, ending -> false), new boolean[] {true, true}, seed,
                budget);
    }

    private Encounters(World world, List<Monitor> monitors, Operations operations, Target target, boolean[] comes, long seed, Budget budget) {
        this.dice = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        this.attempt = new Trajectory(new Stepper(world, monitors, budget), operations, target, dice);
        this.comes = comes;
        this.budget = budget;
    }

    /**
     * So many attempts, of which those count in which the other thread was still at work when the one came.
     *
     * @throws org.sockrace.explore.CutShortException if the budget is used up before
     */
    public Met run(int attempts) {
        double first = comes[0] ? longest(0) : 0;
        double second = comes[1] ? longest(1) : 0;
        Map<Ending, Long> endings = new HashMap<>();
        long broken = 0;
        for (int i = 0; i < attempts; i++) {
            poll(i);
            double at = (first + second) * dice.nextDouble();
            double later = at < first ? at : at - first;
            if (end(at < first ? 0 : 1, later) < later) {
                continue;
            }
            Ending ending = attempt.isMet() ? null : attempt.ending();
            if (ending == null) {
                broken++;
            } else {
                endings.merge(ending, 1L, Long::sum);
            }
        }
        return new Met(endings, broken);
    }

    private void poll(int number) {
        if (number % POLL == 0) {
            budget.check();
        }
    }

    /** The longest time that the other one takes when it is alone: the comer comes when it has long ended. */
    private double longest(int comer) {
        double longest = 0;
        for (int i = 0; i < LONE; i++) {
            poll(i);
            longest = Math.max(longest, end(comer, 1e9));
        }
        return longest;
    }

    /** Makes an attempt; returns when the other thread ended, or something broke. */
    private double end(int comer, double later) {
        attempt.begin(comer, later);
        double end = Double.POSITIVE_INFINITY;
        while (!attempt.isOver()) {
            attempt.step();
            end = end == Double.POSITIVE_INFINITY && attempt.hasEnded(1 - comer) ? attempt.now() : end;
        }
        return end == Double.POSITIVE_INFINITY && attempt.isMet() ? attempt.now() : end;
    }
}
