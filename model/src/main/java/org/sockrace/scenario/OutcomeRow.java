package org.sockrace.scenario;

import java.util.List;

/**
 * One row of an outcome table.
 *
 * @param values one for each column: {@code fd}, {@code 0}, an errno name as {@link Values} gives it, another number, or {@code *} for any
 * @param grade what is said of it
 * @param description why, or an empty string
 * @param where where it is said
 */
public record OutcomeRow(List<String> values, Grade grade, String description, Where where) {

    /** Copies the values. */
    public OutcomeRow {
        values = List.copyOf(values);
    }
}
