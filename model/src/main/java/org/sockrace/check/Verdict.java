package org.sockrace.check;

/** What a check says about a scenario. */
public enum Verdict {
    /** Every property holds in every interleaving, and the outcomes are exactly the declared ones. Said only after an exhaustive search. */
    HOLDS,
    /** Some property is broken, or an outcome is wrong. */
    BREAKS,
    /** Nothing is broken as far as was searched, but the search was cut short. */
    BOUNDED;

    /** As users read it. */
    public String id() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
