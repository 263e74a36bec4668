/**
 * The modelled kernel on real threads: each jcstress test makes one kernel per sample and lets two actors race on it. A file is a suspicion;
 * {@code Holds} runs the kernel as it is, its twins run it on a machine with one defect.
 *
 * <p>An outcome lists what the calls returned, as a scenario writes it, and {@code ok} or the property that is broken. A test with an
 * {@code ACCEPTABLE_INTERESTING} outcome has a defect, and must see it: the JUnit bridge fails otherwise.
 */
package org.sockrace.stress;
