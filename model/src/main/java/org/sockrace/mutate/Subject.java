package org.sockrace.mutate;

/**
 * A scenario that mutants are shown to.
 *
 * @param name its name
 * @param text its text, or null if it is one of the catalogue
 * @param breaks whether something is expected to break in it
 */
public record Subject(String name, String text, boolean breaks) { }
