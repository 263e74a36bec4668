package org.sockrace.check;

import org.sockrace.machine.Property;
import org.sockrace.explain.Counterexample;

/**
 * A broken property.
 *
 * @param property which
 * @param message what happened, in one line
 * @param function the kernel function in which it happened, or an empty string
 * @param file the source file of the modelled kernel in which it happened, or an empty string
 * @param line the line in it, or 0
 * @param other the kernel function that another thread was in or had done, for the headline {@code in f / g}; empty if there is none
 * @param counterexample the shortest schedule that shows it, or null if none was looked for or none was found within the limits
 */
public record Violation(Property property, String message, String function, String file, int line, String other, Counterexample counterexample) { }
