/**
 * The modelled kernel on real threads: each jcstress test makes one kernel per sample and lets two actors race on it. A file is a suspicion;
 * {@code Holds} runs the kernel as it is, its twins run it on a machine with one defect.
 *
 * <p>An outcome lists what the calls returned, as a scenario writes it, and {@code ok} or the property that is broken. It ends with
 * {@code alone} if the two actors were not running at the same time: such a sample is no race, and does not count. A test with an
 * {@code ACCEPTABLE_INTERESTING} outcome has a defect, and must see it: the JUnit bridge fails otherwise. It fails as well if a test did
 * not race often enough to see a defect like its twin's.
 */
package org.sockrace.stress;
