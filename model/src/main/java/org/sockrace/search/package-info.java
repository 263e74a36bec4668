/**
 * Engines that explore the automata of {@link org.sockrace.machine.simulated.World}: states are packed into a few longs, and no modelled code runs while
 * searching. Engines return data; they never print.
 */
package org.sockrace.search;
