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
 * @param cases what came out that the row stands for; empty unless it has {@code *}
 */
public record Outcome(List<String> values, long count, Seen seen, Grade grade, String description, List<Case> cases) {

    /**
     * An outcome that belongs to a row with {@code *}.
     *
     * @param values the results
     * @param seen how often
     */
    public record Case(List<String> values, Seen seen) {

        /** Copies the values. */
        public Case {
            values = List.copyOf(values);
        }
    }

    /** How often an outcome is reached. */
    public enum Seen {
        /** By every execution that came to its end; said only if all were searched. */
        ALWAYS,
        /** By some. */
        SOMETIMES,
        /** By none so far: never, if all was searched. */
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

    /** Copies both lists. */
    public Outcome {
        values = List.copyOf(values);
        cases = List.copyOf(cases);
    }
}
