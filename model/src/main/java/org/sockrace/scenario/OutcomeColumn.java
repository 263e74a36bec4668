package org.sockrace.scenario;

/**
 * A result that a scenario looks at.
 *
 * @param name as users read it: {@code s}, or {@code s[2]} for one of several identical threads
 * @param variable the variable
 * @param thread the name of the thread that sets it
 * @param copy which of the identical threads, from 0
 */
public record OutcomeColumn(String name, String variable, String thread, int copy) { }
