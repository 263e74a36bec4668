package org.sockrace.conform.ftrace;

import java.util.Set;

/**
 * Something that a modelled function does and a recording shows.
 *
 * @param kind the event
 * @param module the module that it names, in the words of the template, or null
 * @param value what it returns: an errno, or 1 for an object and 0 for NULL; {@link #ANY} if that does not matter, {@link #FAILS} or
 *     {@link #REFUSED} for any errno
 * @param callers for the end of a grace period: the functions that wait for it, innermost first; else empty
 */
record Symbol(EventKind kind, String module, int value, Set<String> callers) {

    /** Any value. */
    static final int ANY = Integer.MIN_VALUE;
    /** Any negative value. */
    static final int FAILS = Integer.MIN_VALUE + 1;
    /** Any errno: a security module or a program that is attached to its hook refuses with what it will. */
    static final int REFUSED = Integer.MIN_VALUE + 2;
    private static final int MAX_ERRNO = 4095;

    static Symbol of(EventKind kind) {
        return new Symbol(kind, null, ANY, Set.of());
    }

    static Symbol module(EventKind kind, String module) {
        return new Symbol(kind, module, ANY, Set.of());
    }

    static Symbol value(EventKind kind, int value) {
        return new Symbol(kind, null, value, Set.of());
    }

    boolean allows(int actual) {
        return value == ANY || value == actual || value == FAILS && actual < 0
                || value == REFUSED && actual < 0 && actual >= -MAX_ERRNO;
    }
}
