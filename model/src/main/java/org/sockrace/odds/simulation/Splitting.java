package org.sockrace.odds.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.apache.commons.statistics.distribution.TDistribution;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Monitor;
import org.sockrace.explore.Schedule;
import org.sockrace.odds.Nearness;
import org.sockrace.odds.Pace;
import org.sockrace.search.StateFinder;
import org.sockrace.search.StateGraph;
import org.sockrace.search.Stepper;

/**
 * Estimates the probability of what is too rare to wait for, by multilevel splitting of fixed effort (Kahn, Harris 1951; Garvels: The splitting method in rare
 * event simulation, 2000). Attempts that come nearer to the goal than a level are kept, and gone on with from there, many times; the probability is the product
 * of the parts that come from each level to the next. How near a state is, the exact figure of exponential times says: whatever that is, and however far one
 * step leads, the estimate is right on average. Not thread-safe.
 */
public final class Splitting {

    /** A level is where so many of those come to that begin at the one before it, if some step leads there. */
    private static final double PART = 0.2;
    /** A level gets as many attempts as it takes for so many to come to the next one. */
    private static final int WANTED = 100;
    private static final int MOST_LEVELS = 1000;
    private static final int MOST_TIMES = 200;
    private static final int TIMES = 10;
    private static final int POLL = 64;
    private static final double MET = Double.POSITIVE_INFINITY;

    /**
     * A level.
     *
     * @param nearness how near it is, as {@link Nearness} says; infinite if it is the goal
     * @param attempts how many attempts to come to it each replication makes
     * @param part how many of them do, on average
     */
    public record Level(double nearness, int attempts, double part) { }

    /**
     * What came of it.
     *
     * @param probability the estimate, which is right on average
     * @param low the lower end of the interval that holds the probability with that confidence, as far as the replications are many
     * @param high its upper end; 1 if no replication has met the goal
     * @param replications how many times everything was done, independently
     * @param missed how many of them have not met the goal
     * @param levels the levels, the goal being the last
     * @param attempts how many attempts there were, from wherever they began
     * @param hits how many met the goal
     * @param events how many events there were
     * @param firstHit the steps of the first one that met it, or null
     */
    public record Result(double probability, double low, double high, int replications, int missed, List<Level> levels, long attempts, long hits, long events,
                         Schedule firstHit) {

        /** Copies the levels. */
        public Result {
            levels = List.copyOf(levels);
        }
    }

    private final Trajectory attempt;
    private final StateFinder finder;
    private final Nearness nearness;
    private final RandomGenerator dice;
    private final Budget budget;
    private final int effort;
    private int[] firstHit;

    /**
     * An estimator.
     *
     * @param search the whole graph
     * @param nearness how near states of the graph are to the target
     * @param effort how many attempts there are from each level at least
     * @param seed what the dice begin with
     * @param budget when to give up
     */
    public Splitting(StateGraph.Search search, Pace pace, List<Monitor> monitors, Target target, Nearness nearness, int effort, long seed, Budget budget) {
        this.dice = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        Stepper stepper = new Stepper(search.graph().world(), monitors, budget);
        this.attempt = new Trajectory(stepper, new Operations(search.graph().world(), pace), target, dice);
        this.finder = search.finder();
        this.nearness = nearness;
        this.effort = effort;
        this.budget = budget;
    }

    /**
     * Chooses levels, and then estimates that many times.
     *
     * @param replications how many times, 2 or more
     * @param confidence from 0 to 1, for example 0.95
     * @throws org.sockrace.explore.CutShortException if the budget is used up before
     */
    public Result run(int replications, double confidence) {
        List<Level> levels = levels();
        double[] estimates = new double[replications];
        long[] arrived = new long[levels.size()];
        long[] begun = new long[levels.size()];
        firstHit = null;
        for (int r = 0; r < replications; r++) {
            estimates[r] = replication(levels, begun, arrived);
        }
        List<Level> seen = new ArrayList<>();
        for (int l = 0; l < begun.length; l++) {
            seen.add(new Level(levels.get(l).nearness(), levels.get(l).attempts(), begun[l] == 0 ? 0 : (double) arrived[l] / begun[l]));
        }
        int missed = (int) Arrays.stream(estimates).filter(e -> e == 0).count();
        double mean = Arrays.stream(estimates).average().orElseThrow();
        double squares = Arrays.stream(estimates).map(e -> (e - mean) * (e - mean)).sum();
        double errors = TDistribution.of(replications - 1).inverseSurvivalProbability((1 - confidence) / 2);
        double half = errors * Math.sqrt(squares / (replications - 1) / replications);
        boolean none = missed == replications;
        return new Result(mean, Math.max(0, mean - half), none ? 1 : Math.min(1, mean + half), replications, missed, seen, Arrays.stream(begun).sum(),
                arrived[arrived.length - 1], attempt.events(), firstHit == null ? null : Steps.schedule(firstHit));
    }

    private double replication(List<Level> levels, long[] begun, long[] arrived) {
        List<Trajectory.Kept> from = null;
        double product = 1;
        for (int l = 0; l < levels.size() && product > 0; l++) {
            Level level = levels.get(l);
            from = stage(from, level.nearness(), level.attempts());
            begun[l] += level.attempts();
            arrived[l] += from.size();
            product *= (double) from.size() / level.attempts();
        }
        if (product > 0 && firstHit == null) {
            firstHit = from.get(0).steps();
        }
        return product;
    }

    /** The attempts that come to that level, of so many that begin where others have come to the one before it; at the beginning if there are none. */
    private List<Trajectory.Kept> stage(List<Trajectory.Kept> from, double level, int attempts) {
        List<Trajectory.Kept> arrived = new ArrayList<>();
        if (from != null) {
            shuffle(from);
        }
        for (int i = 0; i < attempts; i++) {
            double near = begin(from, i);
            while (near < level && near != Double.NEGATIVE_INFINITY) {
                near = step();
            }
            if (near >= level) {
                arrived.add(attempt.keep());
            }
        }
        return arrived;
    }

    private void shuffle(List<Trajectory.Kept> all) {
        for (int i = all.size() - 1; i > 0; i--) {
            Collections.swap(all, i, dice.nextInt(i + 1));
        }
    }

    private double begin(List<Trajectory.Kept> from, int number) {
        if (number % POLL == 0) {
            budget.check();
        }
        if (from == null) {
            attempt.begin();
        } else {
            attempt.begin(from.get(number % from.size()));
        }
        return near();
    }

    private double step() {
        attempt.step();
        return near();
    }

    /** How near the attempt is: infinite if it has met the goal, minus infinity if it never will. */
    private double near() {
        return attempt.isMet() ? MET : attempt.isOver() ? Double.NEGATIVE_INFINITY : nearness.of(finder.find(attempt.state(), 0));
    }

    // ---- levels --------------------------------------------------------------------------------------------------------

    private List<Level> levels() {
        List<Level> levels = new ArrayList<>();
        List<Trajectory.Kept> from = null;
        double at = nearness.of(0);
        while (true) {
            double[] nearest = nearest(from, at);
            double next = levels.size() == MOST_LEVELS ? MET : next(nearest, at);
            double part = (double) Arrays.stream(nearest).filter(n -> n >= next).count() / nearest.length;
            int attempts = part == 0 ? most() : (int) Math.max(effort, Math.min(most(), Math.ceil(WANTED / part)));
            levels.add(new Level(next, attempts, part));
            if (next == MET) {
                return levels;
            }
            at = next;
            from = stage(from, next, attempts);
            if (from.isEmpty()) {
                levels.add(new Level(MET, effort, 0));
                return levels;
            }
        }
    }

    private int most() {
        return (int) Math.min(Integer.MAX_VALUE / 2, (long) MOST_TIMES * effort);
    }

    /** How near attempts come, sorted: as many as it takes for one to come nearer than that. */
    private double[] nearest(List<Trajectory.Kept> from, double than) {
        for (long attempts = effort;; attempts = Math.min(most(), attempts * TIMES)) {
            double[] nearest = new double[(int) attempts];
            for (int i = 0; i < nearest.length; i++) {
                double start = begin(from, i);
                double best = start;
                for (double near = start; near != MET && near != Double.NEGATIVE_INFINITY; best = Math.max(best, near)) {
                    near = step();
                }
                nearest[i] = best;
            }
            Arrays.sort(nearest);
            if (nearest[nearest.length - 1] > than || attempts == most()) {
                return nearest;
            }
        }
    }

    /** Where that part of them have come to; if that is no nearer, what is next. Equal ones are never told apart. */
    private static double next(double[] nearest, double than) {
        double next = nearest[(int) Math.floor(nearest.length * (1 - PART))];
        return next > than ? next : Arrays.stream(nearest).filter(n -> n > than).min().orElse(MET);
    }
}
