/**
 * The modelled kernel on real threads: each jcstress test makes one kernel per sample and lets two system calls race on it.
 *
 * <p>An outcome lists what the calls returned and what they left behind. A test with an {@code ACCEPTABLE_INTERESTING} outcome runs a
 * kernel with a defect, and must see it: the JUnit bridge fails otherwise.
 */
package org.sockrace.stress;
