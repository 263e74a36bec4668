/**
 * Proofs for any number of identical threads: view abstraction (Abdulla, Haziza, Holik: All for the price of few, VMCAI 2013) over the automata, with the
 * successors of the packed search. {@link org.sockrace.anynumber.ViewAbstraction} is the engine; {@link org.sockrace.anynumber.Guard} says what must be true
 * for its proofs to be proofs.
 */
package org.sockrace.anynumber;
