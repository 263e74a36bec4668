package org.sockrace.check;

import java.util.List;
import org.sockrace.machine.Property;
import org.sockrace.explain.Counterexample;

/**
 * A broken property.
 *
 * @param property which
 * @param message what happened, in one line
 * @param function the kernel function in which it happened, or an empty string
 * @param file the source file of the modelled kernel in which it happened, or an empty string
 * @param line the line in it, or 0
 * @param other the kernel function that another thread was in or had done, for the headline {@code in f / g}; empty if there is none
 * @param counterexample the shortest schedule that shows it, or null if none was looked for or none was found within the limits
 * @param contradicts the line of the scenario's text that says otherwise, from 1; 0 if none speaks of it
 * @param fix what repairs it; null if that was not looked for
 * @param execution an execution that no schedule makes, one line after the other; empty if there is none, or a schedule shows it
 */
public record Violation(Property property, String message, String function, String file, int line, String other, Counterexample counterexample,
                        int contradicts, FixCheck fix, List<String> execution) {

    /** One of which no line of the scenario speaks. */
    public Violation(Property property, String message, String function, String file, int line, String other, Counterexample counterexample) {
        this(property, message, function, file, line, other, counterexample, 0, null, List.of());
    }

    /** The same, with what repairs it. */
    public Violation with(FixCheck found) {
        return new Violation(property, message, function, file, line, other, counterexample, contradicts, found, execution);
    }

    Violation shownBy(List<String> lines) {
        return new Violation(property, message, function, file, line, other, counterexample, contradicts, fix, List.copyOf(lines));
    }

    Violation contradicting(int scenarioLine) {
        return new Violation(property, message, function, file, line, other, counterexample, scenarioLine, fix, execution);
    }
}
