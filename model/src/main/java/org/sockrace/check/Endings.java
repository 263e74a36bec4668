package org.sockrace.check;

import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.sockrace.machine.Property;

/**
 * How the executions that a search followed have ended.
 *
 * @param outcomes every outcome that was reached, on its own: none is folded into a row with {@code *}
 * @param stops the properties at whose violation executions end, checked for or not: such an execution has no outcome, whatever the real kernel
 *     would do after it. Empty if every execution has one
 */
public record Endings(Set<List<String>> outcomes, Set<Property> stops) {

    /** Copies both; the order stays. */
    public Endings {
        outcomes = Collections.unmodifiableSet(new LinkedHashSet<>(outcomes));
        EnumSet<Property> copy = EnumSet.noneOf(Property.class);
        copy.addAll(stops);
        stops = Collections.unmodifiableSet(copy);
    }
}
