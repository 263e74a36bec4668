/** Checking a scenario from beginning to end: build its world, search it, judge what was found, and make the counterexample that proves it. */
package org.sockrace.check;
