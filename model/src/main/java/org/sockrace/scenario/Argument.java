package org.sockrace.scenario;

/**
 * What a call is given.
 *
 * @param kind what it is
 * @param text the variable, the module, or the number as it was written
 * @param value the number; for one end of a pair ({@code p.1}) which end; else 0
 */
public record Argument(Kind kind, String text, int value) {

    /** What an argument is. */
    public enum Kind {
        /** A number: {@code value}. */
        NUMBER,
        /** The result of an earlier call: the variable {@code text}. */
        VARIABLE,
        /** One descriptor of the pair in the variable {@code text}: number {@code value}. */
        END_OF_PAIR,
        /** The module {@code text}. */
        MODULE,
        /** The function {@code text}. */
        FUNCTION,
        /** A word that is there or not: {@code force}. */
        FLAG
    }
}
