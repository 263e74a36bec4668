package org.sockrace.check;

import java.util.List;
import org.sockrace.scenario.OutcomeTable;

/**
 * One row of a scenario's outcome table.
 *
 * @param values the results, one for each column: {@code fd}, {@code 0} or an errno name
 * @param count in how many final states it was seen; 0 if never
 * @param seen how often, in Litmus words
 * @param grade what the scenario says of it
 * @param description why, as the scenario says; may be empty
 */
public record Outcome(List<String> values, long count, Seen seen, Grade grade, String description) {

    /** How often an outcome is reached. */
    public enum Seen {
        /** By every complete execution. */
        ALWAYS,
        /** By some. */
        SOMETIMES,
        /** By none (found exhaustively). */
        NEVER;

        /** As users read it. */
        public String id() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** What a scenario says of an outcome. */
    public enum Grade {
        /** May happen, and must be reachable. */
        ACCEPTABLE,
        /** May happen, must be reachable, and is worth a look. */
        INTERESTING,
        /** May happen, but need not. */
        ALLOWED,
        /** Must not happen. */
        FORBIDDEN,
        /** The scenario does not say; wrong if it has an outcome table. */
        UNSPECIFIED;

        /** What the table says of the outcome with these values. */
        public static Grade of(OutcomeTable table, List<String> values) {
            return table.row(values).map(row -> of(row.grade())).orElse(UNSPECIFIED);
        }

        static Grade of(org.sockrace.scenario.Grade grade) {
            return switch (grade) {
                case ACCEPTABLE -> ACCEPTABLE;
                case INTERESTING -> INTERESTING;
                case ALLOWED -> ALLOWED;
                case FORBIDDEN -> FORBIDDEN;
            };
        }

        /** As users read it. */
        public String id() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** Copies the values. */
    public Outcome {
        values = List.copyOf(values);
    }
}
