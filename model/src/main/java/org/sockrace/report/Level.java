package org.sockrace.report;

import java.util.Locale;

/** How much of an execution is shown. */
public enum Level {
    /** What is broken and why; no steps. */
    SUMMARY,
    /** Every step that other threads can notice; the others in between are folded. */
    CALLS,
    /** Every step. */
    STEPS;

    /** As users write it. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
