package org.sockrace.mutate;

import org.sockrace.machine.simulated.Experience;

/**
 * What is known of a scenario from the right kernel, or from none.
 *
 * @param experience what threads were seen to observe there
 * @param compared whether automata that begin with that are to be compared at all
 * @param automata a digest of those of the right kernel, if they begin with that and a search does not go beyond them; else null
 */
public record Right(Experience experience, boolean compared, String automata) {

    /** Nothing. */
    public static final Right NOTHING = new Right(Experience.NONE, false, null);

    /** The same without the digest: whatever the automata are, they are searched. */
    Right unknown() {
        return new Right(experience, compared, null);
    }
}
