package org.sockrace.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.sockrace.odds.simulation.Intervals;

/**
 * What was predicted from the first half of a recording, beside what its second half shows.
 *
 * @param scenario the scenario
 * @param limit why there is no prediction; an empty string if there is
 * @param call which calls these are: that of socket()
 * @param before from how many unloads it was predicted
 * @param after how many unloads the second half has
 * @param line at which line the second half begins
 * @param calls how many calls began during them
 * @param attempts how many attempts were simulated that count
 * @param broken in how many attempts something broke
 * @param rows what the calls returned, the most frequent first
 */
public record PredictionReport(String scenario, String limit, String call, int before, int after, int line, long calls, long attempts, long broken,
                               List<Row> rows) {

    private static final double CONFIDENCE = 0.95;

    /**
     * One result.
     *
     * @param result the result
     * @param predicted which part of the calls was predicted to return it
     * @param observed how many did
     * @param low the lower end of the interval that holds the probability of that with a confidence of 95 percent, were the calls independent
     * @param high its upper end
     */
    public record Row(String result, double predicted, long observed, double low, double high) {

        /** Whether the prediction is in the interval. */
        public boolean fits() {
            return low <= predicted && predicted <= high;
        }
    }

    /**
     * What the recording shows.
     *
     * @param before how many unloads its first half has
     * @param after how many its second half has
     * @param line at which line that begins
     * @param cycles of the first half: by result, how long it is on average from one call to the next of the same task
     * @param observed of the second half: how often each result was returned by calls that began during an unload
     */
    public record Shown(int before, int after, int line, Map<String, Double> cycles, Map<String, Long> observed) {

        /** Copies the maps. */
        public Shown {
            cycles = Map.copyOf(cycles);
            observed = Map.copyOf(observed);
        }
    }

    /** Copies the rows. */
    public PredictionReport {
        rows = List.copyOf(rows);
    }

    /** The report of a prediction and of what was shown. */
    public static PredictionReport of(String scenario, String call, Prediction prediction, Shown shown) {
        long calls = shown.observed().values().stream().mapToLong(n -> n).sum();
        TreeSet<String> results = new TreeSet<>(prediction.parts().keySet());
        results.addAll(shown.observed().keySet());
        double usual = shown.cycles().values().stream().mapToDouble(t -> t).average().orElse(1);
        double all = results.stream().mapToDouble(r -> frequency(r, prediction, shown, usual)).sum();
        List<Row> rows = new ArrayList<>();
        for (String result : results) {
            long observed = shown.observed().getOrDefault(result, 0L);
            double[] interval = Intervals.of(calls, observed, CONFIDENCE);
            rows.add(new Row(result, all == 0 ? 0 : frequency(result, prediction, shown, usual) / all, observed, interval[0], interval[1]));
        }
        rows.sort(Comparator.comparingLong(Row::observed).thenComparingDouble(Row::predicted).reversed().thenComparing(Row::result));
        return new PredictionReport(scenario, prediction.limit(), call, shown.before(), shown.after(), shown.line(), calls, prediction.attempts(),
                prediction.broken(), prediction.limit().isEmpty() ? rows : List.of());
    }

    /** A task whose calls come after one another makes fewer of those that take long in the same time. */
    private static double frequency(String result, Prediction prediction, Shown shown, double usual) {
        return prediction.parts().getOrDefault(result, 0.0) / shown.cycles().getOrDefault(result, usual);
    }
}
