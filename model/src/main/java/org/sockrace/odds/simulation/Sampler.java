package org.sockrace.odds.simulation;

import java.util.random.RandomGenerator;
import org.sockrace.odds.Duration;

/** Draws durations. Immutable. */
final class Sampler {

    private final Duration duration;
    private final double mu;
    private final double sigma;
    private final double[] values;
    /** The sum of the weights up to that of each value, as a part of all. */
    private final double[] upTo;

    Sampler(Duration duration) {
        this.duration = duration;
        boolean logNormal = duration.shape() == Duration.Shape.LOGNORMAL;
        mu = logNormal ? Math.log(duration.low()) : 0;
        sigma = logNormal ? Math.log(duration.high() / duration.low()) / Duration.Z99 : 0;
        values = duration.values().stream().mapToDouble(v -> v).toArray();
        upTo = new double[values.length];
        double all = duration.weights().stream().mapToDouble(w -> w).sum();
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += duration.weights().get(i);
            upTo[i] = sum / all;
        }
    }

    double draw(RandomGenerator dice) {
        return switch (duration.shape()) {
            case EXPONENTIAL -> duration.mean() * dice.nextExponential();
            case ERLANG -> phases(dice);
            case CONSTANT -> duration.mean();
            case UNIFORM -> duration.low() + (duration.high() - duration.low()) * dice.nextDouble();
            case LOGNORMAL -> Math.exp(mu + sigma * dice.nextGaussian());
            case HISTOGRAM -> value(dice.nextDouble());
        };
    }

    private double phases(RandomGenerator dice) {
        double sum = 0;
        for (int k = 0; k < duration.phases(); k++) {
            sum += dice.nextExponential();
        }
        return sum * duration.mean() / duration.phases();
    }

    private double value(double at) {
        int i = 0;
        while (i + 1 < values.length && at >= upTo[i]) {
            i++;
        }
        return values[i];
    }
}
