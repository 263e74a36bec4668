package org.sockrace.mutate;

import org.sockrace.machine.simulated.Experience;

/**
 * What is known of a scenario from the right kernel, or from none.
 *
 * @param experience what threads were seen to observe there
 * @param compared whether automata that begin with that are to be compared at all
 * @param start a digest of what the set-up leaves on the right kernel, if threads run the same code; else null
 * @param automata a digest of those of the right kernel, if they begin with that and a search does not go beyond them; else null
 */
public record Right(Experience experience, boolean compared, String start, String automata) {

    /** Nothing. */
    public static final Right NOTHING = new Right(Experience.NONE, false, null, null);

    /** The same for threads that run the same code as on the right kernel, with what a set-up leaves there. */
    Right with(String start) {
        return new Right(experience, compared, start, automata);
    }

    /** The same without the digests: whatever the automata are, they are searched. */
    Right unknown() {
        return new Right(experience, compared, null, null);
    }
}
