package org.sockrace.odds.simulation;

import org.apache.commons.statistics.interval.BinomialConfidenceInterval;
import org.apache.commons.statistics.interval.Interval;

/** Intervals that hold a probability. */
public final class Intervals {

    private Intervals() { }

    /**
     * Wilson's interval; if nothing or all was a hit, that of Clopper and Pearson, which is on the safe side.
     *
     * @param attempts how many attempts, up to the largest int
     * @param hits how many of them were hits
     * @param confidence with which it holds the probability, from 0 to 1, for example 0.95
     * @return lower and upper bound; 0 and 1 without an attempt
     */
    public static double[] of(long attempts, long hits, double confidence) {
        if (attempts == 0) {
            return new double[] {0, 1};
        }
        BinomialConfidenceInterval kind = hits == 0 || hits == attempts ? BinomialConfidenceInterval.CLOPPER_PEARSON
                : BinomialConfidenceInterval.WILSON_SCORE;
        Interval interval = kind.fromErrorRate(Math.toIntExact(attempts), Math.toIntExact(hits), 1 - confidence);
        return new double[] {interval.getLowerBound(), interval.getUpperBound()};
    }
}
