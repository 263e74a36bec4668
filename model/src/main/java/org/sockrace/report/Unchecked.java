package org.sockrace.report;

/**
 * A scenario that could not be checked.
 *
 * @param origin where it comes from
 * @param error why, in one line for users
 */
public record Unchecked(Origin origin, String error) implements Entry { }
