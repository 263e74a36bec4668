package org.sockrace.machine.hardware;

/** One thread's wait for another: at first it keeps its processor, then it gives it away, and in the end it gives up. */
final class Spin {

    private static final int BUSY = 64;
    private static final int BETWEEN_LOOKS_AT_THE_CLOCK = 1024;

    private final String what;
    private final Object on;
    private final long limitNanos;
    private long start;
    private int rounds;

    Spin(String what, Object on, long limitNanos) {
        this.what = what;
        this.on = on;
        this.limitNanos = limitNanos;
    }

    /** Waits a moment. */
    void pause() {
        rounds++;
        if (rounds <= BUSY) {
            Thread.onSpinWait();
            return;
        }
        Thread.yield();
        if (rounds == BUSY + 1) {
            start = System.nanoTime();
        } else if (rounds % BETWEEN_LOOKS_AT_THE_CLOCK == 0 && System.nanoTime() - start > limitNanos) {
            throw new StallException(what + "(" + on + "): waited for more than " + limitNanos / 1_000_000 + " ms");
        }
    }
}
