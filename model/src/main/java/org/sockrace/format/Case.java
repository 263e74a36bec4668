package org.sockrace.format;

/**
 * One thing that was checked.
 *
 * @param name what, for example a property
 * @param status what came of it
 * @param message why, in one line; may be empty if it passed
 * @param finding what was found; null if nothing was
 */
public record Case(String name, Status status, String message, Finding finding) { }
