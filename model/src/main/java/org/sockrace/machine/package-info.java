/**
 * The primitives through which the modelled kernel touches shared state, and nothing else.
 *
 * <p>The kernel package is written once against {@link org.sockrace.machine.Machine} and its typed cells. Each engine supplies its own
 * machine: {@code machine.simulated} turns every primitive into one discrete event of a model checker, {@code machine.hardware} runs it on real
 * threads. This package knows neither the kernel nor any engine.
 */
package org.sockrace.machine;
