package org.sockrace.odds;

import java.util.List;

/**
 * How long something takes: a distribution.
 *
 * @param shape its kind
 * @param mean its mean in seconds, more than 0
 * @param low the parameter of that kind: the least value of a uniform one, the median of a log-normal one
 * @param high the other one: the largest value, or the 99th percentile
 * @param phases of how many exponential phases it is the sum; 1 if it is none
 * @param values what a histogram counts, in seconds
 * @param weights how often
 */
public record Duration(Shape shape, double mean, double low, double high, int phases, List<Double> values, List<Double> weights) {

    /** The 99th percentile of the standard normal distribution. */
    public static final double Z99 = 2.326_347_874_040_841;

    /** A kind of distribution. */
    public enum Shape {
        /** Without memory. */
        EXPONENTIAL,
        /** The sum of several exponential ones. */
        ERLANG,
        /** Always the same. */
        CONSTANT,
        /** Any value between two is as likely. */
        UNIFORM,
        /** Its logarithm is normal. */
        LOGNORMAL,
        /** As it was measured. */
        HISTOGRAM
    }

    /** Copies the lists. */
    public Duration {
        values = List.copyOf(values);
        weights = List.copyOf(weights);
    }

    /** An exponential one. */
    public static Duration exponential(double mean) {
        return new Duration(Shape.EXPONENTIAL, mean, 0, 0, 1, List.of(), List.of());
    }

    /** The sum of so many exponential ones: the variance is the square of the mean, divided by that. */
    public static Duration erlang(double mean, int phases) {
        return new Duration(Shape.ERLANG, mean, 0, 0, phases, List.of(), List.of());
    }

    /** Always the same. */
    public static Duration constant(double seconds) {
        return new Duration(Shape.CONSTANT, seconds, seconds, seconds, 1, List.of(), List.of());
    }

    /** Between two values. */
    public static Duration uniform(double least, double largest) {
        return new Duration(Shape.UNIFORM, (least + largest) / 2, least, largest, 1, List.of(), List.of());
    }

    /** A log-normal one, from its median and its 99th percentile. */
    public static Duration logNormal(double median, double p99) {
        double sigma = StrictMath.log(p99 / median) / Z99;
        return new Duration(Shape.LOGNORMAL, median * StrictMath.exp(sigma * sigma / 2), median, p99, 1, List.of(), List.of());
    }

    /** One of these values, each as likely as its weight says. */
    public static Duration histogram(List<Double> values, List<Double> weights) {
        double sum = 0;
        double all = 0;
        for (int i = 0; i < values.size(); i++) {
            sum += values.get(i) * weights.get(i);
            all += weights.get(i);
        }
        return new Duration(Shape.HISTOGRAM, sum / all, 0, 0, 1, values, weights);
    }

    /** Whether an exact figure takes it as it is. */
    public boolean isPhases() {
        return shape == Shape.EXPONENTIAL || shape == Shape.ERLANG;
    }

    /** The same shape, but of another mean. */
    public Duration scaledTo(double other) {
        double factor = other / mean;
        return new Duration(shape, other, low * factor, high * factor, phases, values.stream().map(v -> v * factor).toList(), weights);
    }
}
