/**
 * Reductions: each says, from the automata alone, which interleavings need not be explored, under which {@link org.sockrace.reduce.Condition}s, and why none of
 * what the monitors observe is lost. Engines ask them; they know no engine.
 */
package org.sockrace.reduce;
