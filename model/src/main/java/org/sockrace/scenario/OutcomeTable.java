package org.sockrace.scenario;

import java.util.List;

/**
 * What may come out.
 *
 * @param columns the results looked at; all variables of the threads if the scenario does not choose
 * @param rows what is said of them
 * @param complete whether what is not listed must not happen
 */
public record OutcomeTable(List<OutcomeColumn> columns, List<OutcomeRow> rows, boolean complete) {

    /** Copies both lists. */
    public OutcomeTable {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /** The columns' names. */
    public List<String> names() {
        return columns.stream().map(OutcomeColumn::name).toList();
    }
}
