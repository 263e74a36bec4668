package org.sockrace.mutate;

/**
 * What became of a mutant.
 *
 * @param mutant the mutant
 * @param kind whether it was noticed, and why not if it was not
 * @param scenario the scenario that noticed it, or an empty text
 * @param text what was found there, or why it is not known
 * @param runs how many scenarios were checked
 */
public record Fate(Mutant mutant, Kind kind, String scenario, String text, int runs) {

    /** What can become of one. */
    public enum Kind {
        /** A scenario did not show what it expects. */
        NOTICED,
        /** A scenario ended in an error of the checker: noticed, and a fault of this program. */
        ERROR,
        /** No scenario noticed it, and it does something else than the right kernel in one at least. */
        SURVIVED,
        /** In every scenario that executes it, all threads can do exactly what they can do on the right kernel. */
        EQUAL,
        /** No scenario executes it. */
        NOT_REACHED,
        /** A search was cut short, and no other scenario noticed it. */
        CUT_SHORT,
        /** It is no Java program. */
        INVALID
    }
}
