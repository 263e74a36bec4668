package org.sockrace.check;

import java.util.List;

/**
 * What a simulation of a scenario has seen.
 *
 * @param scenario its name
 * @param columns the names of its outcomes' results
 * @param limit why there is nothing to report; an empty string if there is
 * @param table what the times rest on
 * @param set how it was set up
 * @param goal what attempts were for; its probability is the part of them that met it
 * @param attempts how many have ended
 * @param hits how many met the goal
 * @param low the lower end of the interval that holds the probability with a confidence of 95 percent
 * @param high its upper end
 * @param seconds how much virtual time has passed
 * @param events how many events there were
 * @param preemptions how often a thread was interrupted
 * @param firstHit the schedule of the first attempt that met the goal; an empty string if none did
 * @param firstHitAt when that was
 * @param waits how long things took
 * @param rare how the goal was estimated if it is rare; null if attempts were counted. Then attempts and hits are those from wherever they began
 */
public record SimulationReport(String scenario, List<String> columns, String limit, OddsReport.Basis table, Setting set, OddsReport.Likelihood goal,
                               long attempts, long hits, double low, double high, double seconds, long events, long preemptions, String firstHit,
                               double firstHitAt, List<Wait> waits, Rare rare) {

    /**
     * How a simulation is set up.
     *
     * @param processors how many processors; 0 for as many as are needed
     * @param atOnce how many attempts run side by side; 0 for as many as keep the processors busy
     * @param slice how long a task runs before another one gets its turn, in seconds
     * @param preemptEvery after how much running a thread is interrupted by other work, on average; 0 for never
     * @param preemptFor for how long, on average
     * @param attempts after how many attempts to stop; 0 for no limit
     * @param virtualSeconds after how much virtual time; 0 for no limit
     * @param seed what the dice begin with
     * @param replications how often a rare goal is estimated; 0 if attempts are counted
     * @param effort how many attempts there are from each level then, at least
     */
    public record Setting(int processors, int atOnce, double slice, double preemptEvery, double preemptFor, long attempts, double virtualSeconds, long seed,
                          int replications, int effort) { }

    /**
     * How a rare goal was estimated.
     *
     * @param replications how often, independently; 0 if it can never be met
     * @param missed how many of them have not met it
     * @param exponential the exact probability, if all times were exponential ones of the same means
     * @param levels the levels, the goal being the last
     */
    public record Rare(int replications, int missed, double exponential, List<Level> levels) {

        /** Copies the levels. */
        public Rare {
            levels = List.copyOf(levels);
        }
    }

    /**
     * A level: attempts that come to it are gone on with, many times.
     *
     * @param probability how likely the goal is from there, if all times were exponential
     * @param attempts how many attempts to come to it there are in each replication
     * @param part how many of them do
     */
    public record Level(double probability, int attempts, double part) { }

    /**
     * How long something took.
     *
     * @param what what
     * @param count how often
     * @param median its median, in seconds
     * @param p99 its 99th percentile
     * @param longest the longest
     */
    public record Wait(String what, long count, double median, double p99, double longest) { }

    /** Copies the lists. */
    public SimulationReport {
        columns = List.copyOf(columns);
        waits = List.copyOf(waits);
    }
}
