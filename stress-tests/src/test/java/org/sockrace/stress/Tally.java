package org.sockrace.stress;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * All that was seen of one test. The hits are among the races, and the races among the samples.
 *
 * @param test the test's name
 * @param twin whether it has a defect that must be seen
 * @param jvms how many JVMs must have run it
 * @param seconds for how long each of them took samples, or NaN if jcstress decided that
 * @param forks what they saw
 */
record Tally(String test, boolean twin, int jvms, double seconds, List<Fork> forks) {

    /** The test's name without its package. */
    String name() {
        return test.substring(test.lastIndexOf('.', test.lastIndexOf('.') - 1) + 1);
    }

    /** The name that it shares with its twins. */
    String suspicion() {
        return test.substring(0, test.lastIndexOf('.'));
    }

    long samples() {
        return count(seen -> true);
    }

    /** Samples in which both actors were running at the same time. */
    long races() {
        return count(Fork.Seen::raced);
    }

    /** Races that show the defect. */
    long hits() {
        return count(seen -> seen.raced() && seen.interesting());
    }

    private long count(Predicate<Fork.Seen> which) {
        return forks.stream().flatMap(fork -> fork.seen().stream()).filter(which).mapToLong(Fork.Seen::samples).sum();
    }

    /** Whether it is known how long samples were taken. */
    boolean timed() {
        return !Double.isNaN(seconds);
    }

    /** For how long samples were taken, in all JVMs together. */
    double sampledSeconds() {
        return seconds * forks.size();
    }

    double racesPerSecond() {
        return forks.isEmpty() ? 0 : races() / sampledSeconds();
    }

    /** All outcomes, raced or not, and how often each was seen. */
    Map<String, Long> outcomes() {
        Map<String, Long> outcomes = new LinkedHashMap<>();
        forks.forEach(fork -> fork.seen().forEach(seen -> outcomes.merge(seen.outcome(), seen.samples(), Long::sum)));
        return outcomes;
    }

    /** This and another look at the same test, which may have taken another time. */
    Tally and(Tally second) {
        List<Fork> all = new ArrayList<>(forks);
        all.addAll(second.forks);
        double total = sampledSeconds() + second.sampledSeconds();
        return new Tally(test, twin, jvms + second.jvms, all.isEmpty() ? seconds : total / all.size(), all);
    }

    /** What came up that must not, and what went wrong: nothing of that can be mended by more races. */
    List<String> faults() {
        List<String> faults = new ArrayList<>();
        if (forks.size() < jvms) {
            faults.add(forks.size() + " of " + jvms + " JVMs left results: jcstress skips tests that it cannot schedule, and those that hang leave none");
        }
        for (Fork fork : forks) {
            if (!fork.trouble().isEmpty()) {
                faults.add(fork.trouble());
            }
            if (fork.seen().isEmpty()) {
                faults.add("a JVM took no sample");
            }
            fork.seen().stream().filter(seen -> !seen.allowed())
                    .forEach(seen -> faults.add(seen.expect() + " " + seen.samples() + " x " + seen.result() + ": " + seen.description()));
        }
        return faults;
    }
}
