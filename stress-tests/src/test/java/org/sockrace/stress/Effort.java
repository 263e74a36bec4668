package org.sockrace.stress;

import java.time.Duration;
import java.util.List;

/**
 * How long jcstress samples each test.
 *
 * @param forks JVMs for each test
 * @param iterations of each JVM
 */
record Effort(int forks, int iterations) {

    /**
     * Before it begins, jcstress tries ever more samples until that takes as long as an iteration, and goes on with as many. On a busy machine
     * a quarter of a second is over after three samples, and then an actor has to wait for the other after each three.
     */
    static final int ITERATION_MILLIS = 1000;

    /**
     * The actors wait for each other after so many samples. In a long stride the faster one is far ahead soon, and on a busy machine one
     * goes through the whole stride while the other has no processor. 16 made two to fifty times as many races as 256, and 4 no more than 16.
     */
    private static final int STRIDE_SIZE = 16;
    /** The samples of all strides are alive together, and 10,000 small kernels are too much for a collector. */
    private static final int STRIDE_COUNT = 64;
    /** jcstress tries some JVM options before it begins. */
    private static final double START_SECONDS = 7;
    /** Starting one JVM, and what it does before the first race. */
    private static final double JVM_SECONDS = 1.8;
    /** Of the whole time: the rest is for those that have to be looked at again. */
    private static final double FIRST_LOOK = 0.8;
    private static final int MOST_ITERATIONS = 8;
    private static final int FEWEST_ITERATIONS = 1;

    /**
     * The effort that a time allows.
     *
     * @param tests how many tests are to be run
     * @param atOnce how many JVMs jcstress runs at the same time
     * @throws IllegalArgumentException if it is too short, with a message for users
     */
    static Effort within(Duration budget, int tests, int atOnce) {
        double rounds = rounds(tests, atOnce);
        double left = budget.toSeconds() * FIRST_LOOK - START_SECONDS;
        int iterations = (int) ((left / rounds - JVM_SECONDS) * 1000 / ITERATION_MILLIS);
        if (iterations < FEWEST_ITERATIONS) {
            double least = new Effort(1, FEWEST_ITERATIONS).secondsOnAQuietMachine(tests, atOnce) / FIRST_LOOK;
            throw new IllegalArgumentException("jcstress.budget=" + budget.toSeconds() + " s is too short: " + tests + " tests need "
                    + (long) Math.ceil(least) + " s here; give more, or fewer tests with -Djcstress.tests=REGEX");
        }
        int forks = 1 + iterations / MOST_ITERATIONS;
        return new Effort(forks, Math.max(FEWEST_ITERATIONS, (int) (iterations - (forks - 1) * JVM_SECONDS * 1000 / ITERATION_MILLIS) / forks));
    }

    /** So many seconds in each JVM, at least one iteration. */
    static Effort sampling(double seconds, int forks) {
        return new Effort(forks, (int) Math.max(FEWEST_ITERATIONS, Math.ceil(seconds * 1000 / ITERATION_MILLIS)));
    }

    /** This, or as much of it as the time allows: see {@link #worthwhile}. */
    Effort atMost(double seconds, int tests, int atOnce) {
        double most = ((seconds - START_SECONDS) / (rounds(tests, atOnce) * forks) - JVM_SECONDS) * 1000 / ITERATION_MILLIS;
        return new Effort(forks, (int) Math.max(0, Math.min(most, iterations)));
    }

    /** Whether there is anything to do. */
    boolean worthwhile() {
        return iterations >= FEWEST_ITERATIONS;
    }

    /** For how long one JVM takes samples. */
    double seconds() {
        return iterations * ITERATION_MILLIS / 1000.0;
    }

    /** How long jcstress takes for all of it if nothing else wants the processors. */
    double secondsOnAQuietMachine(int tests, int atOnce) {
        return rounds(tests, atOnce) * forks * (JVM_SECONDS + seconds()) + START_SECONDS;
    }

    /** How often jcstress waits for JVMs to end if each test is run once. */
    private static double rounds(int tests, int atOnce) {
        return Math.ceil((double) tests / atOnce);
    }

    /** As jcstress takes it. */
    List<String> options() {
        return List.of("-f", Integer.toString(forks), "-iters", Integer.toString(iterations), "-time", Integer.toString(ITERATION_MILLIS),
                "-strideSize", Integer.toString(STRIDE_SIZE), "-strideCount", Integer.toString(STRIDE_COUNT));
    }
}
