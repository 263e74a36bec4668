/**
 * The machine on which every primitive is one discrete event of a scheduler.
 *
 * <p>A modelled thread is an observation automaton: its code is deterministic, so what it does next depends only on the values its primitives returned.
 * {@link org.sockrace.machine.simulated.WorldBuilder} runs the code of each thread on recorded observations until every one that matters has been
 * tried, and keeps the result as an {@link org.sockrace.automata.Automaton} with nodes of equal futures merged. Engines work on these
 * automata and never run kernel code.
 */
package org.sockrace.machine.simulated;
