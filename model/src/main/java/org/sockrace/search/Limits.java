package org.sockrace.search;

import java.util.function.BooleanSupplier;

/**
 * When a search gives up.
 *
 * @param maxStates after so many states; 0 for no limit
 * @param maxBytes when visited and waiting states take so many bytes; 0 for no limit
 * @param deadlineNanos when {@link System#nanoTime} passes this; 0 for no limit
 * @param cancelled polled now and then; true stops the search
 */
public record Limits(long maxStates, long maxBytes, long deadlineNanos, BooleanSupplier cancelled) {

    /** No limits. */
    public static final Limits NONE = new Limits(0, 0, 0, () -> false);

    /** Why to stop now, or null to go on. */
    String reached(long states, long bytes) {
        if (cancelled.getAsBoolean()) {
            return "interrupted";
        }
        if (maxStates > 0 && states > maxStates) {
            return "--max-states " + maxStates;
        }
        if (maxBytes > 0 && bytes > maxBytes) {
            return maxBytes / (1 << 20) + " MiB of states (--max-memory, or the heap: java -Xmx)";
        }
        return deadlineNanos > 0 && System.nanoTime() - deadlineNanos > 0 ? "--time" : null;
    }
}
