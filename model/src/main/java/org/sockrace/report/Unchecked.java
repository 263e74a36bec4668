package org.sockrace.report;

/**
 * A scenario that could not be checked, or something else that is wrong.
 *
 * @param origin where it comes from
 * @param error why, in one line for users
 * @param reason what kind of reason that is
 */
public record Unchecked(Origin origin, String error, Reason reason) implements Entry {

    /** A data race that is declared benign and never happens. */
    public static Unchecked unusedExemption(String race) {
        return new Unchecked(Origin.catalogue("exemptions from no-data-race"),
                "declared benign in KnownRaces, but no scenario of the catalogue has this data race: " + race, Reason.UNUSED_EXEMPTION);
    }

    /** Why a scenario was not checked. */
    public enum Reason {
        /** It is wrong, or this program is. */
        MISTAKE,
        /** It expects nothing but what is not looked for, and is known to: of the catalogue as a whole that is no mistake. */
        REFUSED,
        /** It is too large. */
        TOO_LARGE,
        /** Its turn never came. */
        NOT_REACHED,
        /** It is no scenario, but what all of them together should have shown. */
        UNUSED_EXEMPTION
    }
}
