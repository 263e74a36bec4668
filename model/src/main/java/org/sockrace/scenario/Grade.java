package org.sockrace.scenario;

import java.util.Locale;

/** What a scenario says of an outcome. */
public enum Grade {
    /** May happen, and must be reachable. */
    ACCEPTABLE,
    /** May happen, must be reachable, and is worth a look. */
    INTERESTING,
    /** May happen, but need not. */
    ALLOWED,
    /** Must not happen. */
    FORBIDDEN;

    /** As users write it. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
