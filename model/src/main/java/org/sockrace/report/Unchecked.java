package org.sockrace.report;

/**
 * A scenario that could not be checked, or something else that is wrong.
 *
 * @param origin where it comes from
 * @param error why, in one line for users
 * @param reason what kind of reason that is
 */
public record Unchecked(Origin origin, String error, Reason reason) implements Entry {

    /** Why a scenario was not checked. */
    public enum Reason {
        /** It is wrong, or this program is. */
        MISTAKE,
        /** It is too large. */
        TOO_LARGE,
        /** Its turn never came. */
        NOT_REACHED,
        /** It is no scenario, but what all of them together should have shown. */
        UNUSED_EXEMPTION
    }
}
