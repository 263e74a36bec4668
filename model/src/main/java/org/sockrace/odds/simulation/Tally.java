package org.sockrace.odds.simulation;

import org.HdrHistogram.Histogram;
import org.sockrace.explore.Schedule;

/** What a simulation has seen. Times in histograms are in nanoseconds. Not thread-safe. */
public final class Tally {

    private static final int DIGITS = 3;
    private static final double NANOSECONDS = 1e9;
    private static final long LONGEST = (long) (1e9 * NANOSECONDS);

    private final Histogram attemptTimes = new Histogram(LONGEST, DIGITS);
    private final Histogram locks = new Histogram(LONGEST, DIGITS);
    private final Histogram gracePeriods = new Histogram(LONGEST, DIGITS);
    private final Histogram windows = new Histogram(LONGEST, DIGITS);
    private final Histogram queues = new Histogram(LONGEST, DIGITS);
    private long attempts;
    private long hits;
    private long events;
    private long preemptions;
    private double seconds;
    private Schedule firstHit;
    private double firstHitAt;

    long event() {
        return ++events;
    }

    void preemption() {
        preemptions++;
    }

    void lock(double took) {
        record(locks, took);
    }

    void gracePeriod(double took) {
        record(gracePeriods, took);
    }

    void window(double took) {
        record(windows, took);
    }

    void queue(double took) {
        record(queues, took);
    }

    void attempt(double took, boolean hit, Schedule schedule, double now) {
        attempts++;
        record(attemptTimes, took);
        if (hit) {
            hits++;
            if (schedule != null) {
                firstHit = schedule;
                firstHitAt = now;
            }
        }
    }

    void ended(double at) {
        seconds = at;
    }

    private static void record(Histogram histogram, double took) {
        histogram.recordValue(Math.min(LONGEST, Math.round(took * NANOSECONDS)));
    }

    /** How many attempts have ended. */
    public long attempts() {
        return attempts;
    }

    /** How many met the target. */
    public long hits() {
        return hits;
    }

    /** How many events there were. */
    public long events() {
        return events;
    }

    /** How often a task was interrupted. */
    public long preemptions() {
        return preemptions;
    }

    /** How much time has passed, in seconds. */
    public double seconds() {
        return seconds;
    }

    /** The steps of the first attempt that met the target, or null. */
    public Schedule firstHit() {
        return firstHit;
    }

    /** When that was, in seconds. */
    public double firstHitAt() {
        return firstHitAt;
    }

    /** {@linkplain Intervals#of An interval} that holds the probability with that confidence. */
    public double[] interval(double confidence) {
        return Intervals.of(attempts, hits, confidence);
    }

    /** How long attempts took. */
    public Histogram attemptTimes() {
        return attemptTimes;
    }

    /** How long it took to get locks, waiting included. */
    public Histogram locks() {
        return locks;
    }

    /** How long grace periods took. */
    public Histogram gracePeriods() {
        return gracePeriods;
    }

    /** How long threads were at one of the operations that the target names. */
    public Histogram windows() {
        return windows;
    }

    /** How long threads waited for a processor, each time that they had to. */
    public Histogram queues() {
        return queues;
    }
}
