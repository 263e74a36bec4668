/**
 * Modelled threads as observation automata: what each is about to do, and what follows each thing that it may observe. Pure data, the same for every engine;
 * nothing here depends on sequential consistency, and only {@link org.sockrace.automata.Sharing} on how many threads run.
 *
 * <p>Most is immutable. {@link org.sockrace.automata.Cell} and {@link org.sockrace.automata.Memory} are compared by identity, and numbered.
 */
package org.sockrace.automata;
