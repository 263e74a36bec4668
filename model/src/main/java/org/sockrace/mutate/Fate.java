package org.sockrace.mutate;

/**
 * What became of a mutant, or of two mistakes at once.
 *
 * @param mutant the mutant
 * @param with the other mistake that was made with it, or null
 * @param kind whether it was noticed, and why not if it was not
 * @param scenario the scenario that noticed it, or an empty text
 * @param text what was found there, or why it is not known, or why it cannot be noticed
 * @param runs how many scenarios were checked
 */
public record Fate(Mutant mutant, Mutant with, Kind kind, String scenario, String text, int runs) {

    /** What can become of one. */
    public enum Kind {
        /** A scenario did not show what it expects. */
        NOTICED,
        /** A scenario ended in an error of the checker: noticed, and a fault of this program. */
        ERROR,
        /** No scenario noticed it, and it does something else than the right kernel in one at least. */
        SURVIVED,
        /** No scenario noticed it, and a reason for that is written down and was found to be true. */
        REASONED,
        /** A reason is written down that is not true, or not needed. */
        WRONG_REASON,
        /** In every scenario that executes it, all threads can do exactly what they can do on the right kernel. */
        EQUAL,
        /** No scenario executes it. */
        NOT_REACHED,
        /** A search was cut short, and no other scenario noticed it. */
        CUT_SHORT,
        /** It is no Java program. */
        INVALID
    }

    /** What became of one mutant. */
    public Fate(Mutant mutant, Kind kind, String scenario, String text, int runs) {
        this(mutant, null, kind, scenario, text, runs);
    }

    /** A name that stays the same as long as the files do. */
    public String id() {
        return mutant.id() + (with == null ? "" : " + " + with.id());
    }

    /** What is wrong, in one line. */
    public String wrong() {
        return mutant.text() + (with == null ? "" : " + " + with.text());
    }

    /** What was found, or why it is not known, in one line; may be empty. */
    public String found() {
        return text.lines().findFirst().orElse("");
    }

    Fate as(Kind other, String why) {
        return new Fate(mutant, with, other, scenario, why, runs);
    }
}
