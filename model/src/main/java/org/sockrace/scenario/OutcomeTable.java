package org.sockrace.scenario;

import java.util.List;
import java.util.Optional;

/**
 * What may come out.
 *
 * @param columns the results looked at; all variables of the threads if the scenario does not choose
 * @param rows what is said of them
 * @param complete whether what is not listed must not happen
 * @param where where its columns are said
 */
public record OutcomeTable(List<OutcomeColumn> columns, List<OutcomeRow> rows, boolean complete, Where where) {

    /** Copies both lists. */
    public OutcomeTable {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /** What is said of the outcome with these values: a row that forbids it, else the first row that fits. */
    public Optional<OutcomeRow> row(List<String> values) {
        List<OutcomeRow> fitting = rows.stream().filter(row -> Values.fit(row.values(), values)).toList();
        return fitting.stream().filter(row -> row.grade() == Grade.FORBIDDEN).findFirst().or(() -> fitting.stream().findFirst());
    }

    /**
     * Whether some row says what must have failed. Then every row does: one without {@code by} is for executions in which nothing has failed. Of several
     * failures in one execution the row need name only one.
     */
    public boolean explains() {
        return rows.stream().anyMatch(row -> !row.by().isEmpty());
    }

    /** The columns' names. */
    public List<String> names() {
        return columns.stream().map(OutcomeColumn::name).toList();
    }
}
