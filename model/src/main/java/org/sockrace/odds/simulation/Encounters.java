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
 * Attempts of two threads of which one comes at any moment while the other is at work: each moment is as likely, so what takes longer meets more. Not
 * thread-safe.
 */
public final class Encounters {

    private static final int LONE = 1000;
    private static final int POLL = 256;

    private final Trajectory attempt;
    private final int comer;
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
     * Encounters.
     *
     * @param comer which of the two threads comes later, 0 or 1
     * @param seed what the dice begin with
     * @param budget when to give up
     */
    public Encounters(World world, Pace pace, List<Monitor> monitors, int comer, long seed, Budget budget) {
        this.dice = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        this.attempt = new Trajectory(new Stepper(world, monitors, budget), new Operations(world, pace), new Target(0, ending -> false), dice);
        this.comer = comer;
        this.budget = budget;
    }

    /**
     * So many attempts, of which those count in which the other thread was still at work when the one came.
     *
     * @throws org.sockrace.explore.CutShortException if the budget is used up before
     */
    public Met run(int attempts) {
        double longest = longest();
        Map<Ending, Long> endings = new HashMap<>();
        long broken = 0;
        for (int i = 0; i < attempts; i++) {
            poll(i);
            double later = longest * dice.nextDouble();
            if (end(later) < later) {
                continue;
            }
            Ending ending = attempt.ending();
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

    /** The longest time that the other one takes when it is alone: the one comes when it has long ended. */
    private double longest() {
        double longest = 0;
        for (int i = 0; i < LONE; i++) {
            poll(i);
            longest = Math.max(longest, end(1e9));
        }
        return longest;
    }

    /** Makes an attempt; returns when the other thread ended. */
    private double end(double later) {
        attempt.begin(comer, later);
        double end = Double.POSITIVE_INFINITY;
        while (!attempt.isOver()) {
            attempt.step();
            end = end == Double.POSITIVE_INFINITY && attempt.hasEnded(1 - comer) ? attempt.now() : end;
        }
        return end;
    }
}
