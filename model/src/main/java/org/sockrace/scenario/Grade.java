package org.sockrace.scenario;

import java.util.Locale;

/** What a scenario says of an outcome. */
public enum Grade {
    ACCEPTABLE("may happen, and must be reachable"),
    INTERESTING("may happen, must be reachable, and is worth a look"),
    ALLOWED("may happen, but need not"),
    FORBIDDEN("must not happen");

    private final String meaning;

    Grade(String meaning) {
        this.meaning = meaning;
    }

    /** What it says of an outcome. */
    public String meaning() {
        return meaning;
    }

    /** Whether the outcome must be reachable. */
    public boolean mustBeReached() {
        return this == ACCEPTABLE || this == INTERESTING;
    }

    /** As users write it. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
