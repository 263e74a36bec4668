package org.sockrace.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.sockrace.odds.simulation.Intervals;

/**
 * What was predicted of two threads that race, beside what jcstress has seen of them.
 *
 * @param scenario its name
 * @param limit why there is no prediction; an empty string if there is
 * @param mistakes the mistakes that the kernel has
 * @param races in how many observed samples both threads were at work
 * @param alone in how many only one was, which are passed over
 * @param attempts how many simulated races there were
 * @param slower how many times as long each operation of the second thread takes
 * @param fit what that was read off; null if nothing was
 * @param defect how often the mistakes show: all outcomes that no simulated race of the kernel as it is comes to; null without mistakes
 * @param rows the outcomes, the most frequent first
 */
public record RaceReport(String scenario, String limit, List<String> mistakes, long races, long alone, long attempts, double slower, Fit fit,
                         PredictionReport.Row defect, List<PredictionReport.Row> rows) {

    private static final double CONFIDENCE = 0.95;
    private static final String DEFECT = "defect";

    /**
     * How the pace of the second thread was found.
     *
     * @param outcome the outcome of the kernel as it is of which as many were to be predicted as were observed
     * @param races how many races were observed
     * @param observed which part of them came to that outcome
     * @param predicted which part is predicted with the pace that was found
     */
    public record Fit(String outcome, long races, double observed, double predicted) { }

    /** Copies the lists. */
    public RaceReport {
        mistakes = List.copyOf(mistakes);
        rows = List.copyOf(rows);
    }

    /** What was seen beside what was predicted: how often each outcome was, of the races. */
    public static List<PredictionReport.Row> rows(Map<String, Long> predicted, Map<String, Long> observed) {
        long all = sum(predicted);
        long races = sum(observed);
        TreeSet<String> results = new TreeSet<>(predicted.keySet());
        results.addAll(observed.keySet());
        List<PredictionReport.Row> rows = new ArrayList<>();
        results.forEach(result -> rows.add(row(result, predicted.getOrDefault(result, 0L), all, observed.getOrDefault(result, 0L), races)));
        rows.sort(Comparator.comparingLong(PredictionReport.Row::observed).thenComparingDouble(PredictionReport.Row::predicted).reversed()
                .thenComparing(PredictionReport.Row::result));
        return rows;
    }

    /** The same of all outcomes together that are not among those of the kernel as it is. */
    public static PredictionReport.Row defect(Map<String, Long> predicted, Map<String, Long> observed, Set<String> asItIs) {
        return row(DEFECT, others(predicted, asItIs), sum(predicted), others(observed, asItIs), sum(observed));
    }

    private static long others(Map<String, Long> counts, Set<String> than) {
        return counts.entrySet().stream().filter(e -> !than.contains(e.getKey())).mapToLong(Map.Entry::getValue).sum();
    }

    private static PredictionReport.Row row(String result, long predicted, long attempts, long seen, long races) {
        double[] interval = Intervals.of(races, seen, CONFIDENCE);
        return new PredictionReport.Row(result, attempts == 0 ? 0 : (double) predicted / attempts, seen, interval[0], interval[1]);
    }

    /** How many these are together. */
    public static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(n -> n).sum();
    }
}
