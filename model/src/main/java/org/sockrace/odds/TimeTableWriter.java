package org.sockrace.odds;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes a table of durations of what was measured. */
public final class TimeTableWriter {

    private static final String GRACE_PERIOD = OperationClass.GRACE_PERIOD.id();
    private static final int MOST_PHASES = 16;
    private static final double NANOSECOND = 1e-9;
    private static final double LEAST = 1e-9;

    private TimeTableWriter() { }

    /**
     * The table as text.
     *
     * @param comments what is to be said of it, one line each: the machine, and where it is from
     * @param samples by function, how long each call took, in nanoseconds
     */
    public static String text(List<String> comments, Map<String, List<Long>> samples) {
        StringBuilder text = new StringBuilder();
        comments.forEach(line -> text.append("# ").append(line).append('\n'));
        text.append("operation\tmean\tp50\tp99\tdistribution\tsamples\tsource\n");
        samples.forEach((function, times) -> text.append(row(function, times)));
        row(text, OperationClass.CHOICE.id(), "1ns");
        row(text, OperationClass.SLEEP.id(), "50us");
        row(text, OperationClass.WAIT.id(), "50us");
        row(text, TimeTable.OTHER, "1us");
        return text.toString();
    }

    private static void row(StringBuilder text, String operation, String mean) {
        text.append(operation).append('\t').append(mean).append("\t\t\t\t0\t").append(TimeTable.ASSUMED).append('\n');
    }

    private static String row(String function, List<Long> times) {
        List<Long> sorted = new ArrayList<>(times);
        sorted.sort(null);
        double mean = sorted.stream().mapToLong(t -> t).average().orElseThrow();
        String distribution = function.equals(GRACE_PERIOD) ? "erlang " + phases(sorted, mean) : "exponential";
        return String.join("\t", function, written(mean), written(quantile(sorted, 0.5)), written(quantile(sorted, 0.99)), distribution,
                String.valueOf(sorted.size()), "recorded") + "\n";
    }

    private static String written(double nanoseconds) {
        return Times.written(Math.max(LEAST, nanoseconds * NANOSECOND));
    }

    /** As many phases as have the variance that was measured. */
    private static int phases(List<Long> times, double mean) {
        double squares = times.stream().mapToDouble(Long::doubleValue).map(t -> (t - mean) * (t - mean)).sum();
        double phases = times.size() < 2 || squares == 0 ? 1 : mean * mean * (times.size() - 1) / squares;
        return (int) Math.max(1, Math.min(MOST_PHASES, Math.round(phases)));
    }

    /** The least value that is no smaller than that part of all. */
    private static double quantile(List<Long> sorted, double part) {
        return sorted.get((int) Math.max(0, Math.ceil(part * sorted.size()) - 1));
    }
}
