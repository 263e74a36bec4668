package org.sockrace.check;

import java.util.List;
import org.sockrace.machine.Property;
import org.sockrace.scenario.Scenario;

/** What a scenario asks for. */
interface Rules {

    /** Whether the property is to be checked. */
    boolean checks(Property property);

    /** The declared rows, in order; empty if nothing is declared. */
    List<Outcome> declared();

    /** Whether the declared rows are all that may happen. */
    boolean complete();

    /** What that scenario asks for. */
    static Rules of(Scenario scenario) {
        return new Rules() {
            @Override
            public boolean checks(Property property) {
                return scenario.always().contains(property);
            }

            @Override
            public List<Outcome> declared() {
                return scenario.outcomes().rows().stream()
                        .map(row -> new Outcome(row.values(), 0, Outcome.Seen.NEVER, Outcome.Grade.of(row.grade()), row.description())).toList();
            }

            @Override
            public boolean complete() {
                return scenario.outcomes().complete();
            }
        };
    }
}
