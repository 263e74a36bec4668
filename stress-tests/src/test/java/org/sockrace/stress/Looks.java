package org.sockrace.stress;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** Looks at all tests, and again and each time longer at those that need it, until none does or the time is used up. */
final class Looks {

    /** One run of jcstress. */
    interface Look {
        /**
         * Runs these tests.
         *
         * @param number 1 for the first look
         * @param effort as much as this, or {@code null} if jcstress decides
         * @param limit it is stopped and has failed if it takes longer
         * @return what was seen of each of them, or nothing if it failed as a whole
         */
        Collection<Tally> at(Collection<String> tests, int number, Effort effort, Duration limit) throws IOException, InterruptedException;
    }

    /** What is missing, and as much again: rates vary from JVM to JVM. */
    private static final double MARGIN = 2;
    /** But no more than so many times as long as all looks before: most tests need less than the one that needs most. */
    private static final double GROWTH = 3;
    /** Of the time that is left: a look that is stopped is lost. */
    private static final double SHARE = 0.75;

    private final Look look;
    private final int atOnce;
    private final Duration limit;
    private final LongSupplier nanoTime;
    private final Map<String, Tally> tallies = new LinkedHashMap<>();

    /**
     * Looks that are all over after a time.
     *
     * @param atOnce how many JVMs jcstress runs at the same time
     * @param limit for all together
     * @param nanoTime a clock
     */
    Looks(Look look, int atOnce, Duration limit, LongSupplier nanoTime) {
        this.look = look;
        this.atOnce = atOnce;
        this.limit = limit;
        this.nanoTime = nanoTime;
    }

    /**
     * The sum of what was seen of each test, in their order.
     *
     * @param first effort of the first look; {@code null} if jcstress decides, and then there is no other
     */
    List<Judged> at(Collection<String> tests, Effort first) throws IOException, InterruptedException {
        long begin = nanoTime.getAsLong();
        tests.forEach(test -> tallies.put(test, null));
        double slowness = look(tests, 1, first, limit);
        for (int number = 2; first != null; number++) {
            List<Judged> open = judged().stream().filter(Judged::open).toList();
            if (open.isEmpty()) {
                break;
            }
            Duration left = limit.minusNanos(nanoTime.getAsLong() - begin);
            Effort effort = again(open, first.forks()).atMost(left.toMillis() / 1000.0 * SHARE / slowness, open.size(), atOnce);
            if (!effort.worthwhile()) {
                break;
            }
            slowness = look(open.stream().map(test -> test.tally().test()).toList(), number, effort, left);
        }
        return judged();
    }

    private List<Judged> judged() {
        return Judged.all(tallies.values());
    }

    /** Looks, and returns how many times as long it took as on a quiet machine, at least 1; infinite, so that there is no other, if it failed. */
    private double look(Collection<String> tests, int number, Effort effort, Duration left) throws IOException, InterruptedException {
        long start = nanoTime.getAsLong();
        Collection<Tally> seen = look.at(tests, number, effort, left);
        seen.forEach(tally -> tallies.merge(tally.test(), tally, Tally::and));
        double took = (nanoTime.getAsLong() - start) / 1e9;
        if (seen.isEmpty()) {
            return Double.POSITIVE_INFINITY;
        }
        return effort == null ? 1 : Math.max(1, took / effort.secondsOnAQuietMachine(tests.size(), atOnce));
    }

    /** Long enough for all of them, as far as one can tell. */
    private static Effort again(List<Judged> open, int forks) {
        double seconds = open.stream().mapToDouble(test -> Math.min(MARGIN * test.secondsMissing(), GROWTH * test.tally().sampledSeconds())).max().orElse(0);
        return Effort.sampling(seconds / forks, forks);
    }
}
