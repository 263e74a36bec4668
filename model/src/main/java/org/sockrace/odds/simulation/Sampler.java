package org.sockrace.odds.simulation;

import java.util.random.RandomGenerator;
import org.apache.commons.statistics.distribution.ContinuousDistribution;
import org.apache.commons.statistics.distribution.GammaDistribution;
import org.apache.commons.statistics.distribution.LogNormalDistribution;
import org.sockrace.odds.Duration;

/** Draws durations. Immutable. */
final class Sampler {

    /** After so many draws that are too short, the distribution is asked, which takes longer. */
    private static final int DRAWS = 16;
    /** A value that is larger by less than that part is not larger: times are sums, and rounded. */
    private static final double ROUNDED = 1e-12;

    private final Duration duration;
    private final double[] values;
    private final double[] weights;
    /** The sum of the weights. */
    private final double all;
    /** Its distribution, where it is drawn from, or {@link #rest} may have to ask it; else null. */
    private final ContinuousDistribution distribution;

    Sampler(Duration duration) {
        this.duration = duration;
        boolean logNormal = duration.shape() == Duration.Shape.LOGNORMAL;
        double mu = logNormal ? StrictMath.log(duration.low()) : 0;
        double sigma = logNormal ? StrictMath.log(duration.high() / duration.low()) / Duration.Z99 : 0;
        values = duration.values().stream().mapToDouble(v -> v).toArray();
        weights = duration.weights().stream().mapToDouble(w -> w).toArray();
        all = duration.weights().stream().mapToDouble(w -> w).sum();
        distribution = sigma > 0 ? LogNormalDistribution.of(mu, sigma)
                : duration.shape() == Duration.Shape.ERLANG ? GammaDistribution.of(duration.phases(), duration.mean() / duration.phases()) : null;
    }

    double draw(RandomGenerator dice) {
        return switch (duration.shape()) {
            case EXPONENTIAL -> duration.mean() * dice.nextExponential();
            case ERLANG -> phases(dice);
            case CONSTANT -> duration.mean();
            case UNIFORM -> duration.low() + (duration.high() - duration.low()) * dice.nextDouble();
            // Not by nextGaussian: that of one JDK is not that of the next.
            case LOGNORMAL -> distribution == null ? duration.low() : distribution.inverseCumulativeProbability(dice.nextDouble());
            case HISTOGRAM -> value(all * dice.nextDouble(), 0);
        };
    }

    /**
     * Draws how much longer it takes, if all that is known is that it has taken so long and is not over.
     *
     * @param age how long it has taken, 0 or more
     */
    double rest(double age, RandomGenerator dice) {
        if (age <= 0) {
            return draw(dice);
        }
        double least = Math.max(duration.low(), age);
        double whole = switch (duration.shape()) {
            case EXPONENTIAL -> age + draw(dice);
            case CONSTANT -> duration.mean();
            case UNIFORM -> least + (duration.high() - least) * dice.nextDouble();
            case ERLANG, LOGNORMAL -> above(age, dice);
            case HISTOGRAM -> value(weightAbove(age) * dice.nextDouble(), age);
        };
        return Math.max(0, whole - age);
    }

    private double above(double age, RandomGenerator dice) {
        for (int i = 0; i < DRAWS; i++) {
            double drawn = draw(dice);
            if (drawn > age) {
                return drawn;
            }
        }
        double part = distribution == null ? 0 : distribution.survivalProbability(age) * (1 - dice.nextDouble());
        return part > 0 ? distribution.inverseSurvivalProbability(part) : age;
    }

    private double phases(RandomGenerator dice) {
        double sum = 0;
        for (int k = 0; k < duration.phases(); k++) {
            sum += dice.nextExponential();
        }
        return sum * duration.mean() / duration.phases();
    }

    private static boolean isAbove(double value, double age) {
        return value > age * (1 + ROUNDED);
    }

    private double weightAbove(double age) {
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += isAbove(values[i], age) ? weights[i] : 0;
        }
        return sum;
    }

    /** The value at which the weights of those that are above the age come to more than that; the age if none is above it. */
    private double value(double at, double age) {
        double rest = at;
        double last = age;
        for (int i = 0; i < values.length; i++) {
            if (isAbove(values[i], age)) {
                last = values[i];
                rest -= weights[i];
                if (rest < 0) {
                    return last;
                }
            }
        }
        return last;
    }
}
