package org.sockrace.explore;

import java.util.function.BooleanSupplier;

/**
 * When to give up, in every phase. Time and interrupts hold everywhere; the other limits where states are kept. Thread-safe if its parts are.
 *
 * @param maxStates after so many states; 0 for no limit
 * @param maxBytes when visited and waiting states take so many bytes; 0 for no limit
 * @param deadlineNanos when {@link System#nanoTime} passes this; 0 for no limit
 * @param cancelled polled now and then; true stops soon
 * @param progress hears how far the work is
 */
public record Budget(long maxStates, long maxBytes, long deadlineNanos, BooleanSupplier cancelled, Progress progress) {

    /** No limits. */
    public static final Budget NONE = new Budget(0, 0, 0, () -> false, Progress.NONE);

    /**
     * Why to stop now, or null to go on. Who hears of progress is told what room is left.
     *
     * @param bytes in memory; 0 if that does not matter
     */
    public String reached(long states, long bytes) {
        if (maxBytes > 0 && bytes > 0) {
            progress.room(Progress.Store.MEMORY, bytes, maxBytes);
        }
        if (maxStates > 0 && states > maxStates) {
            return "--max-states " + maxStates;
        }
        if (maxBytes > 0 && bytes > maxBytes) {
            return maxBytes < roomForStates() ? "--max-memory " + size(maxBytes)
                    : "the heap: " + size(maxBytes >> 20 << 20) + " of states (java -Xmx gives more)";
        }
        return spent();
    }

    /** How many bytes states may take of the heap: never so many that there is no room to grow and to report. */
    public static long roomForStates() {
        return Runtime.getRuntime().maxMemory() / 100 * 55;
    }

    /** As users write it. */
    private static String size(long bytes) {
        return bytes % (1 << 30) == 0 ? (bytes >> 30) + "g" : bytes % (1 << 20) == 0 ? (bytes >> 20) + "m"
                : bytes % (1 << 10) == 0 ? (bytes >> 10) + "k" : String.valueOf(bytes);
    }

    /** Why there is no time left, or null if there is some. */
    public String spent() {
        if (cancelled.getAsBoolean()) {
            return "interrupted";
        }
        return deadlineNanos > 0 && System.nanoTime() - deadlineNanos > 0 ? "--time" : null;
    }

    /**
     * Goes on, or does not.
     *
     * @throws CutShortException if there is no time left
     */
    public void check() {
        String limit = spent();
        if (limit != null) {
            throw new CutShortException(limit);
        }
    }
}
