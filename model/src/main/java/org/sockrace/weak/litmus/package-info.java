/**
 * Litmus tests in the kernel's C: read by {@link org.sockrace.weak.litmus.LitmusParser}, judged by {@link org.sockrace.weak.litmus.Enumerator}, which tries
 * every path of each thread, every reads-from and every coherence order.
 */
package org.sockrace.weak.litmus;
