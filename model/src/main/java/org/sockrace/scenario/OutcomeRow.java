package org.sockrace.scenario;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * One row of an outcome table.
 *
 * @param values one for each column: {@code fd}, {@code 0}, an errno name as {@link Values} gives it, another number, or {@code *} for any
 * @param grade what is said of it
 * @param by failures of which one must have happened, see {@link OutcomeTable#explains}
 * @param clean whether it may come out although nothing has failed: if {@code by} is empty, or names {@code none} too
 * @param description why, or an empty string
 * @param where where it is said
 */
public record OutcomeRow(List<String> values, Grade grade, Set<Fault> by, boolean clean, String description, Where where) {

    /** Copies the values and the faults. */
    public OutcomeRow {
        values = List.copyOf(values);
        by = Collections.unmodifiableSet(by.isEmpty() ? EnumSet.noneOf(Fault.class) : EnumSet.copyOf(by));
    }
}
