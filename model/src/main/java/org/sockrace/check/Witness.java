package org.sockrace.check;

import java.util.List;
import org.sockrace.explain.Counterexample;

/**
 * An execution that ends with an outcome: the simplest one, if the search for it came to its end.
 *
 * @param values the outcome, one result for each column; empty if the scenario has none
 * @param execution the steps
 */
public record Witness(List<String> values, Counterexample execution) {

    /** Copies the values. */
    public Witness {
        values = List.copyOf(values);
    }
}
