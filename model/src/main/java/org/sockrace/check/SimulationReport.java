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
 */
public record SimulationReport(String scenario, List<String> columns, String limit, OddsReport.Basis table, Setting set, OddsReport.Likelihood goal,
                               long attempts, long hits, double low, double high, double seconds, long events, long preemptions, String firstHit,
                               double firstHitAt, List<Wait> waits) {

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
     */
    public record Setting(int processors, int atOnce, double slice, double preemptEvery, double preemptFor, long attempts, double virtualSeconds, long seed) { }

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
