package org.sockrace.check;

import java.util.List;
import org.sockrace.machine.Property;

/**
 * A change that was tried as the repair of a scenario.
 *
 * @param change what is changed; for a scenario of the catalogue, how it differs
 * @param scenario the name of that scenario, or an empty string
 * @param hides whether less is possible then: what does not break there is hidden, not repaired
 * @param result what came of it
 * @param states how many states were searched
 * @param broken what still breaks, or breaks now
 * @param why why there is no verdict, or an empty string
 */
public record Attempt(String change, String scenario, boolean hides, Result result, long states, List<Property> broken, String why) {

    /** Copies the properties. */
    public Attempt {
        broken = List.copyOf(broken);
    }

    /** The same with what came of it. */
    Attempt with(Result found, long searched, List<Property> breaks, String reason) {
        return new Attempt(change, scenario, hides, found, searched, breaks, reason);
    }

    /** What came of an attempt. */
    public enum Result {
        /** Every execution was searched, and the scenario holds. */
        HOLDS,
        /** Something breaks. */
        BREAKS,
        /** Nothing was found, but not everything was searched. */
        BOUNDED,
        /** There is no such scenario: its set-up fails. */
        IMPOSSIBLE,
        /** The time or the states that all attempts together may take were used up before. */
        NOT_TRIED;

        /** As users read it. */
        public String id() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }
}
