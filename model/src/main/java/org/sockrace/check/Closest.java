package org.sockrace.check;

import org.sockrace.explain.Counterexample;

/**
 * The execution that breaks nothing and is closest to one that does: none has a longer beginning in common with it, as far as was searched.
 *
 * @param execution its steps, or null if there is none, or none was found
 * @param common how many steps at the beginning are those of the execution that breaks; 0 without an execution
 * @param certain whether all was searched: then every execution with one more step in common breaks something, and if there is none, every execution does
 */
public record Closest(Counterexample execution, int common, boolean certain) { }
