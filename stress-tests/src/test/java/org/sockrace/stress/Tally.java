package org.sockrace.stress;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All that was seen of one test, and whether it passed.
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

    long samples() {
        return forks.stream().flatMap(fork -> fork.seen().stream()).mapToLong(Fork.Seen::samples).sum();
    }

    /** Samples that show the defect. */
    long hits() {
        return forks.stream().flatMap(fork -> fork.seen().stream()).filter(Fork.Seen::interesting).mapToLong(Fork.Seen::samples).sum();
    }

    /** Samples in which the actors raced; all of them if it is not known which did not. */
    long races() {
        return Double.isNaN(seconds) ? samples() : Math.max(0, samples() - forks.size() * Effort.samplesBefore());
    }

    double racesPerSecond() {
        return forks.isEmpty() ? 0 : races() / (seconds * forks.size());
    }

    /** All results, and how often each was seen. */
    Map<String, Long> results() {
        Map<String, Long> results = new LinkedHashMap<>();
        forks.forEach(fork -> fork.seen().forEach(seen -> results.merge(seen.result(), seen.samples(), Long::sum)));
        return results;
    }

    boolean defectMissed() {
        return twin && hits() == 0;
    }

    /** This and another look at the same test, which may have taken another time. */
    Tally and(Tally second) {
        List<Fork> all = new ArrayList<>(forks);
        all.addAll(second.forks);
        double total = seconds * forks.size() + second.seconds * second.forks.size();
        return new Tally(test, twin, jvms + second.jvms, all.isEmpty() ? seconds : total / all.size(), all);
    }

    /** Why the test fails; nothing if it passes. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (forks.size() < jvms) {
            problems.add(forks.size() + " of " + jvms + " JVMs left results: jcstress skips tests that it cannot schedule, and those that hang leave none");
        }
        for (Fork fork : forks) {
            if (!fork.trouble().isEmpty()) {
                problems.add(fork.trouble());
            }
            if (fork.seen().isEmpty()) {
                problems.add("a JVM took no sample");
            }
            fork.seen().stream().filter(seen -> !seen.allowed())
                    .forEach(seen -> problems.add(seen.expect() + " " + seen.samples() + " x " + seen.result() + ": " + seen.description()));
        }
        if (defectMissed()) {
            problems.add("the defect was not seen in " + samples() + " samples");
        }
        return problems;
    }
}
