package org.sockrace.check;

import java.util.Set;
import org.sockrace.explore.Claim;
import org.sockrace.machine.Property;

/** What a check says about a scenario. */
public enum Verdict {
    /** Every property holds in every interleaving, and the outcomes are exactly the declared ones. Said only under a complete claim. */
    HOLDS,
    /** Some property is broken, or an outcome is wrong. */
    BREAKS,
    /** Nothing is broken as far as was explored, but not everything was. */
    BOUNDED;

    /**
     * The verdict: nothing but a complete claim, with every execution followed to its end, is ever {@link #HOLDS}.
     *
     * @param broken whether a property that is checked is broken
     * @param leftUnchecked properties that are not checked and at whose violation executions ended
     */
    static Verdict of(Claim claim, boolean broken, Set<Property> leftUnchecked) {
        return broken ? BREAKS : claim.complete() && leftUnchecked.isEmpty() ? HOLDS : BOUNDED;
    }

    /** As users read it. */
    public String id() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
