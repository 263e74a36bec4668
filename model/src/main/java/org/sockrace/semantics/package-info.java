/**
 * What each operation does to a state, written once, plainly: the set-up, the replay of counterexamples, the random walk and the oracle of the tests run it,
 * and the compiled search is held against it.
 */
package org.sockrace.semantics;
