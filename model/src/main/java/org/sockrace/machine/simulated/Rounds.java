package org.sockrace.machine.simulated;

/**
 * Counts the rounds of loops in code that a user wrote: what is compiled from its source says so in each round. A loop that never comes to the machine would
 * never give the checker back its thread.
 */
public final class Rounds {

    /** No call needs so many; they take a second. */
    private static final int MOST = 20_000_000;
    private static final ThreadLocal<Rounds> OF_THREAD = ThreadLocal.withInitial(Rounds::new);

    private int left = MOST;

    private Rounds() { }

    /** A loop of the running code begins another round. */
    public static void next() {
        if (--OF_THREAD.get().left < 0) {
            begin();
            throw new EndlessException();
        }
    }

    /** A call begins. */
    static void begin() {
        OF_THREAD.get().left = MOST;
    }

    /** The code goes round and round. */
    static final class EndlessException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        EndlessException() {
            super("a loop does not end: it went round " + MOST + " times in one call");
        }
    }
}
