package org.sockrace.stress;

import java.time.Duration;
import java.util.List;

/**
 * How long jcstress samples each test.
 *
 * @param forks JVMs for each test and configuration
 * @param iterations of each JVM
 */
record Effort(int forks, int iterations) {

    /** Shorter iterations end before the two actors have got into step. */
    static final int ITERATION_MILLIS = 250;

    /** A short stride: the samples of a stride are alive together, and 10,000 small kernels are too much for a collector. */
    private static final int STRIDE_SIZE = 256;
    private static final int STRIDE_COUNT = 4;
    /** jcstress tries some JVM options before it begins. */
    private static final double START_SECONDS = 7;
    /** Starting one JVM, and what it does before the first race. */
    private static final double JVM_SECONDS = 1.8;
    /** Of the whole time: the rest is for a second look at what was not seen. */
    private static final double FIRST_LOOK = 0.8;
    private static final int MOST_ITERATIONS = 16;
    private static final int FEWEST_ITERATIONS = 2;
    private static final int LONGER = 4;

    /**
     * The effort that a time allows.
     *
     * @param tests how many tests are to be run
     * @param configurations how many JVMs jcstress starts for each test and fork
     * @param atOnce how many of them it runs at the same time
     * @throws IllegalArgumentException if it is too short, with a message for users
     */
    static Effort within(Duration budget, int tests, int configurations, int atOnce) {
        double rounds = Math.ceil((double) tests * configurations / atOnce);
        double left = budget.toSeconds() * FIRST_LOOK - START_SECONDS;
        int iterations = (int) ((left / rounds - JVM_SECONDS) * 1000 / ITERATION_MILLIS);
        if (iterations < FEWEST_ITERATIONS) {
            double least = (rounds * (JVM_SECONDS + FEWEST_ITERATIONS * ITERATION_MILLIS / 1000.0) + START_SECONDS) / FIRST_LOOK;
            throw new IllegalArgumentException("jcstress.budget=" + budget.toSeconds() + " s is too short: " + tests + " tests need "
                    + (long) Math.ceil(least) + " s here; give more, or fewer tests with -Djcstress.tests=REGEX");
        }
        int forks = 1 + iterations / MOST_ITERATIONS;
        return new Effort(forks, Math.max(FEWEST_ITERATIONS, (int) (iterations - (forks - 1) * JVM_SECONDS * 1000 / ITERATION_MILLIS) / forks));
    }

    /** For those whose defect was not seen. */
    Effort longer() {
        return new Effort(forks + 1, Math.max(iterations, MOST_ITERATIONS) * LONGER);
    }

    /** For how long one JVM takes samples. */
    double seconds() {
        return iterations * ITERATION_MILLIS / 1000.0;
    }

    /** As jcstress takes it. */
    List<String> options() {
        return List.of("-f", Integer.toString(forks), "-iters", Integer.toString(iterations), "-time", Integer.toString(ITERATION_MILLIS),
                "-strideSize", Integer.toString(STRIDE_SIZE), "-strideCount", Integer.toString(STRIDE_COUNT));
    }

    /**
     * How many samples of one JVM are no races: before it begins, jcstress 0.16 runs one actor after the other to see how large a stride can
     * be, five times for each of a growing number of samples, and counts what it sees.
     */
    static long samplesBefore() {
        int limit = STRIDE_SIZE * STRIDE_COUNT;
        long samples = 1;
        int count = 1;
        while (count < limit) {
            samples += 5L * count;
            count = Math.max((int) (count * 1.2), count + 1);
        }
        return samples + 5L * count;
    }
}
