/**
 * The automata of a scenario as a program for the explorer: what the modelled kernel may do on a weakly ordered machine, without running its code again.
 */
package org.sockrace.weak.world;
