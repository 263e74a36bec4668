package org.sockrace.mutate;

/**
 * What became of one scenario on one mutant.
 *
 * @param kind how it came out
 * @param text what was found
 */
public record Run(Kind kind, String text) {

    /** How a run can come out. */
    public enum Kind {
        /** The scenario shows what it expects: nothing is noticed. */
        AS_EXPECTED,
        /** Something else than what it expects. */
        NOTICED,
        /** A limit was reached first. */
        CUT_SHORT,
        /** The checker itself failed, which it must not, whatever the kernel does. */
        ERROR
    }
}
