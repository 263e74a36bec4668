package org.sockrace.stress;

import java.util.List;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.infra.Status;
import org.openjdk.jcstress.infra.collectors.TestResult;

/**
 * What one JVM saw of one test.
 *
 * @param test the test's name
 * @param trouble what went wrong apart from the results, or empty
 * @param seen the results that came up
 */
record Fork(String test, String trouble, List<Seen> seen) {

    /**
     * One result.
     *
     * @param result as the test wrote it, fields separated by a comma and a blank
     * @param expect its grade
     * @param samples how often, at least 1
     * @param description what the test says about it
     */
    record Seen(String result, Expect expect, long samples, String description) {

        boolean allowed() {
            return expect == Expect.ACCEPTABLE || interesting();
        }

        boolean interesting() {
            return expect == Expect.ACCEPTABLE_INTERESTING;
        }

        /** Whether both actors were running at the same time. */
        boolean raced() {
            return !result.endsWith(TwoActors.ALONE);
        }

        /** The result without whether it was a race. */
        String outcome() {
            return raced() ? result : result.substring(0, result.length() - TwoActors.ALONE.length());
        }
    }

    static Fork of(TestResult result) {
        String trouble = result.status() == Status.NORMAL ? "" : result.status() + " " + result.getMessages() + " " + result.getVmErr();
        List<Seen> seen = result.grading().gradingResults.values().stream().filter(g -> g.count > 0)
                .map(g -> new Seen(g.id, g.expect, g.count, g.description)).toList();
        return new Fork(result.getName(), trouble, seen);
    }
}
