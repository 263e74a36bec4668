package org.sockrace.anynumber;

/**
 * What makes a proof for any number of threads a proof. Take a step of many identical threads and any k of them after it: there must be a configuration of
 * k + 1 of the threads that makes the same step and leads to the same view. Each guard names what would go wrong without it; for each, a test drops it and
 * shows a program of which something false is then said to be proven.
 *
 * <p>A condition that asks for all threads (a counter is zero, nobody is waited for) is true of some of them if it is true of all, so a configuration can do at
 * least what many threads can. A condition that asks for one thread (a counter is not zero because somebody holds a reference) needs that one, the witness, in
 * the configuration.
 */
public enum Guard {
    /**
     * Configurations have one thread more than views: the one that moves and changes what all share, or the witness. {@code T0: if (xchg(w, 1)) bug()}: no
     * thread alone finds the 1.
     */
    ROOM_FOR_ANOTHER,
    /** All views of what follows are kept, also those in which the mover is not: the others see what it has changed. */
    EVERY_VIEW_OF_WHAT_FOLLOWS,
    /**
     * A counter that the threads count on is asked for zero or not zero, nothing else. {@code T0: if (add_return(c, 1) == 3) bug()}: two threads never count to
     * three.
     */
    ZERO_OR_NOT,
    /**
     * What a counter holds is the sum of what each thread has added and of what is nobody's, none of it negative: else it may be zero although some of the
     * threads think that it is not. {@code T0: dec(c); inc(d)} against {@code T1: dec(c)}.
     */
    NO_NEGATIVE_SHARE,
    /**
     * No step changes what all share and depends on a witness at once: the view after it may have neither the mover nor the witness, which makes k + 2 threads.
     */
    NOTHING_SHARED_CHANGES_WITH_A_WITNESS,
    /** A counter is set only while no thread has a share of it, and by none of them: else the shares are wrong. */
    SET_WITHOUT_SHARES,
    /**
     * A grace period that one of the threads has begun waits for nobody, in a view: for which of the others it waits, a view cannot say. Were the marks kept,
     * they would be those of whoever stands in the same place of another configuration.
     */
    OWN_GRACE_PERIODS_WAIT_FOR_NOBODY,
    /** But then it must not be wrong that it does not wait. */
    OWN_GRACE_PERIODS_ARE_PATIENT,
    /** What the automata do not cover is followed until nothing of it is reached any more. */
    FOLLOWED_TO_THE_END,
    /** No thread goes first because the others of a configuration cannot interfere: those that are not in it can. */
    NOBODY_GOES_FIRST,
    /** The automata were built for two or more of the threads: what one alone knows of memory from its own history, several do not. */
    BUILT_FOR_SEVERAL
}
