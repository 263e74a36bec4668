package org.sockrace.search;

import java.util.List;
import java.util.Set;
import org.sockrace.machine.Property;

/**
 * What a schedule is looked for: either a broken property, or a final state.
 *
 * @param property the property, or null
 * @param endings the final states, as the automaton nodes at which each thread ended; empty if a property is looked for
 */
public record Goal(Property property, Set<List<Integer>> endings) {

    /** To break that property. */
    public static Goal breaking(Property property) {
        return new Goal(property, Set.of());
    }

    /** To end in one of these final states. */
    public static Goal ending(Set<List<Integer>> endings) {
        return new Goal(null, Set.copyOf(endings));
    }

    /** The breakage that meets the goal, or null. */
    Breakage metBy(Findings findings) {
        for (Breakage breakage : findings.breakages()) {
            if (breakage.property() == property) {
                return breakage;
            }
        }
        return null;
    }

    /** Whether a final state meets the goal. */
    boolean endedBy(Findings findings) {
        return property == null && findings.endings().keySet().stream().anyMatch(endings::contains);
    }
}
