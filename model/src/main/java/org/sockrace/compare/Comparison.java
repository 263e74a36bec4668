package org.sockrace.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.sockrace.check.CheckOptions;
import org.sockrace.check.CheckReport;
import org.sockrace.check.Checker;
import org.sockrace.check.Outcome;
import org.sockrace.explore.Progress;
import org.sockrace.scenario.OutcomeRow;
import org.sockrace.scenario.Scenario;

/**
 * The outcomes that the model says are possible, against those that a program on real threads has seen.
 *
 * @param report what the search found
 * @param samples how often the program saw anything
 * @param rows every outcome that was seen or is possible: first those that the model does not reach, then by samples, those not seen last
 */
public record Comparison(CheckReport report, long samples, List<Row> rows) {

    private static final Comparator<Row> ORDER = Comparator.comparing((Row row) -> row.model() == Model.POSSIBLE)
            .thenComparing(Row::samples, Comparator.reverseOrder()).thenComparing(row -> row.values().toString());

    /** What a comparison says. */
    public enum Verdict {
        /** Everything that was seen is possible in the model. */
        AGREES,
        /** Something was seen that is impossible in the model: an error in the model. */
        DIFFERS,
        /** Something was seen that the model does not reach, and that proves nothing: some executions were not followed to their end. */
        INCONCLUSIVE;

        /** As users read it. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What the model says of an outcome. */
    public enum Model {
        /** An execution ends with it. */
        POSSIBLE,
        /** No execution does; said only if every execution was followed to its end. */
        IMPOSSIBLE,
        /** None of the executions that were followed to their end does. */
        NOT_REACHED;

        /** As users read it. */
        public String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /**
     * An outcome.
     *
     * @param values the results, in the order of the scenario's columns
     * @param samples how often it was seen; 0 if never
     * @param model what the model says of it
     * @param grade what the scenario says of it
     * @param description why, as the scenario says; may be empty
     */
    public record Row(List<String> values, long samples, Model model, Outcome.Grade grade, String description) { }

    /** Copies the rows. */
    public Comparison {
        rows = List.copyOf(rows);
    }

    /**
     * Compares with what a search has found.
     *
     * @param scenario the scenario
     * @param report what the search for it found
     * @param observed what was seen of it
     */
    public static Comparison of(Scenario scenario, CheckReport report, ObservedOutcomes observed) {
        Set<List<String>> possible = report.endings().outcomes();
        Model otherwise = report.exhaustive() && report.endings().stops().isEmpty() ? Model.IMPOSSIBLE : Model.NOT_REACHED;
        List<Row> rows = new ArrayList<>();
        observed.samples().forEach((values, n) -> rows.add(row(scenario, values, n, possible.contains(values) ? Model.POSSIBLE : otherwise)));
        possible.stream().filter(values -> !observed.samples().containsKey(values))
                .forEach(values -> rows.add(row(scenario, values, 0, Model.POSSIBLE)));
        rows.sort(ORDER);
        return new Comparison(report, observed.total(), rows);
    }

    /**
     * Searches the scenario, and compares.
     *
     * @throws org.sockrace.machine.simulated.SetupException if its set-up fails
     * @throws org.sockrace.explore.ModelTooLargeException if it cannot be explored at all
     */
    public static Comparison of(Scenario scenario, CheckOptions options, ObservedOutcomes observed) {
        return of(scenario, Checker.check(scenario, options.withoutCounterexamples(), Progress.NONE), observed);
    }

    private static Row row(Scenario scenario, List<String> values, long samples, Model model) {
        String description = scenario.outcomes().row(values).map(OutcomeRow::description).orElse("");
        return new Row(values, samples, model, Outcome.Grade.of(scenario.outcomes(), values), description);
    }

    /** What it says. */
    public Verdict verdict() {
        return observed(Model.IMPOSSIBLE) > 0 ? Verdict.DIFFERS : observed(Model.NOT_REACHED) > 0 ? Verdict.INCONCLUSIVE : Verdict.AGREES;
    }

    /** How many different outcomes were seen. */
    public long observed() {
        return rows.stream().filter(row -> row.samples() > 0).count();
    }

    /** How many different outcomes were seen of which the model says that. */
    public long observed(Model model) {
        return rows.stream().filter(row -> row.samples() > 0 && row.model() == model).count();
    }

    /** How many outcomes are possible in the model and were not seen. */
    public long notSeen() {
        return rows.size() - observed();
    }
}
