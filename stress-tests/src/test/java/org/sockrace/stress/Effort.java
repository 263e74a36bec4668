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

    /** jcstress tries some JVM options before it begins. */
    private static final double START_SECONDS = 8;
    /** Starting one JVM, and what it does before the first sample. */
    private static final double JVM_SECONDS = 2;
    /** Of the whole time: the rest is for a second look at what was not seen. */
    private static final double FIRST_LOOK = 0.8;
    private static final int MOST_ITERATIONS = 16;
    private static final int FEWEST_ITERATIONS = 2;
    private static final int LONGER = 4;

    /**
     * The effort that a time allows.
     *
     * @param tests how many tests are to be run
     * @param runs how many times jcstress is started
     * @param configurations how many JVMs jcstress starts for each test and fork
     * @param atOnce how many of them it runs at the same time
     * @throws IllegalArgumentException if it is too short, with a message for users
     */
    static Effort within(Duration budget, int tests, int runs, int configurations, int atOnce) {
        double rounds = Math.ceil((double) tests * configurations / atOnce);
        double left = budget.toSeconds() * FIRST_LOOK - runs * START_SECONDS;
        int iterations = (int) ((left / rounds - JVM_SECONDS) * 1000 / ITERATION_MILLIS);
        if (iterations < FEWEST_ITERATIONS) {
            double least = (rounds * (JVM_SECONDS + FEWEST_ITERATIONS * ITERATION_MILLIS / 1000.0) + runs * START_SECONDS) / FIRST_LOOK;
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
        return List.of("-f", Integer.toString(forks), "-iters", Integer.toString(iterations), "-time", Integer.toString(ITERATION_MILLIS));
    }
}
