package org.sockrace.search;

/**
 * Some of the states that were met in this process: one that is found here need not be looked for where all are, in files or in memory that is far from the
 * processor. Forgets. Not thread-safe.
 */
public final class Cache {

    private static final long USED = 1L << 63;
    private final int words;
    private final int mask;
    private final long[] slots;

    /** With room for so many states: a power of two. */
    public Cache(int states, int words) {
        this.words = words;
        this.mask = states - 1;
        this.slots = new long[states * words];
    }

    /** With how much room one is worth having beside buffers for so many states. */
    public static int besides(int buffered) {
        return Math.min(1 << 20, Integer.highestOneBit(Math.max(16, buffered / 4)));
    }

    /** Whether the state is known to have been met; it is remembered. */
    public boolean met(long[] state, int at) {
        long hash = 0;
        for (int w = 0; w < words; w++) {
            hash = (hash ^ state[at + w]) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 32;
        }
        return met(state, at, hash);
    }

    /** The same of a state with that hash, whose last bits are well mixed. */
    boolean met(long[] state, int at, long hash) {
        int slot = ((int) hash & mask) * words;
        boolean same = slots[slot] == (state[at] | USED);
        slots[slot] = state[at] | USED;
        for (int w = 1; w < words; w++) {
            same &= slots[slot + w] == state[at + w];
            slots[slot + w] = state[at + w];
        }
        return same;
    }

    /** For how many states there is room. */
    int states() {
        return mask + 1;
    }

    /** Memory taken, in bytes. */
    long bytes() {
        return (long) slots.length * Long.BYTES;
    }
}
