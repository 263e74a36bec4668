package org.sockrace.format;

/**
 * Something that must hold.
 *
 * @param id its name, for example {@code no-use-after-unload}
 * @param title what it is called when it is broken, for example {@code use-after-unload}
 * @param meaning what must hold, in one sentence without a full stop
 * @param help what to do if it does not; may have several sentences
 */
public record Rule(String id, String title, String meaning, String help) { }
