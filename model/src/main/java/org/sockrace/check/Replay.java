package org.sockrace.check;

import org.sockrace.machine.Property;

/**
 * What a replayed schedule showed.
 *
 * @param broken the property that it breaks, or null
 * @param message what is wrong with the end that it comes to, or an empty string
 * @param complete whether no thread can move any more at its end
 * @param execution the steps
 */
public record Replay(Property broken, String message, boolean complete, Counterexample execution) { }
