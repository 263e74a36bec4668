package org.sockrace.report;

import java.util.List;
import java.util.Optional;
import org.sockrace.explain.Counterexample;
import org.sockrace.explain.Counterexample.Step;
import org.sockrace.check.Violation;
import org.sockrace.report.DiffRow.Mark;

/**
 * Two executions to be laid side by side.
 *
 * @param left the one
 * @param right the other
 * @param noReturn what is known of the step of the left one after which every completion breaks something, or null if that was not asked
 * @param rows the rows, see {@link DiffRow#of}
 */
public record Diff(Side left, Side right, NoReturn noReturn, List<DiffRow> rows) {

    /**
     * One of the two.
     *
     * @param execution its steps
     * @param origin its scenario
     * @param broken what it breaks, or null
     */
    public record Side(Counterexample execution, Origin origin, Violation broken) { }

    /**
     * When it is too late.
     *
     * @param step the first step after which no execution that breaks nothing was found
     * @param certain whether all executions were searched
     */
    public record NoReturn(int step, boolean certain) { }

    /** Copies the rows. */
    public Diff {
        rows = List.copyOf(rows);
    }

    /** The first row in which the two differ, if there is any. */
    public Optional<DiffRow> first() {
        return rows.stream().filter(row -> row.mark() != Mark.SAME).findFirst();
    }

    /** The first step at which the left one differs; 0 if it goes on for no step there. */
    public int firstLeft() {
        return first().map(row -> next(row, true)).orElse(0);
    }

    /** The first step at which the right one differs; 0 if it goes on for no step there. */
    public int firstRight() {
        return first().map(row -> next(row, false)).orElse(0);
    }

    private int next(DiffRow first, boolean ofLeft) {
        return rows.stream().dropWhile(row -> row != first).map(row -> ofLeft ? row.left() : row.right()).filter(s -> s != null).findFirst()
                .map(Step::number).orElse(0);
    }

    /** The first row in which the same step sees or changes something else, if there is any. */
    public Optional<DiffRow> firstValue() {
        return rows.stream().filter(row -> row.mark() == Mark.OTHER_VALUE).findFirst();
    }
}
