package org.sockrace.mutate;

import java.util.function.Supplier;
import org.sockrace.explore.Exploration;
import org.sockrace.machine.simulated.Experience;

/**
 * What became of one scenario on one mutant.
 *
 * @param kind how it came out
 * @param text what was found
 * @param start a digest of what the set-up left; null if there is none
 * @param automata a digest of the automata that the search began with; null if it went beyond them, or there was none
 * @param experience what threads were seen to observe
 * @param exploration all that was found; null if nothing was searched
 */
public record Run(Kind kind, String text, String start, String automata, Supplier<Experience> experience, Exploration exploration) {

    /** How a run can come out. */
    public enum Kind {
        /** Threads begin as on the right kernel and run the same code, or their automata are those of the right kernel: nothing else would be found. */
        EQUAL,
        /** The scenario shows what it expects: nothing is noticed. */
        AS_EXPECTED,
        /** Something else than what it expects. */
        NOTICED,
        /** A limit was reached first. */
        CUT_SHORT,
        /** The checker itself failed, which it must not, whatever the kernel does. */
        ERROR
    }

    /** One of which nothing else is known. */
    public Run(Kind kind, String text) {
        this(kind, text, null, null, () -> Experience.NONE, null);
    }
}
