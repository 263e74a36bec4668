package org.sockrace.search;

/**
 * The visited states: an open-addressing hash set of packed states, split into segments that grow one at a time, so that growing never needs twice the
 * memory; and by no more than a third, and at different times, because they are of different sizes. A state takes its longs and less than half as much again.
 * Not thread-safe.
 */
final class StateSet {

    private static final int SEGMENT_BITS = 6;
    private static final long USED = 1L << 63;
    private static final int FIRST_CAPACITY = 64;
    private final int words;
    private final long[][] segments = new long[1 << SEGMENT_BITS][];
    private final int[] sizes = new int[1 << SEGMENT_BITS];
    private long size;
    private long longs;

    StateSet(int words) {
        this.words = words;
        for (int s = 0; s < segments.length; s++) {
            segments[s] = new long[(FIRST_CAPACITY + FIRST_CAPACITY / 3 * s / segments.length) * words];
            longs += segments[s].length;
        }
    }

    /** A well-mixed hash of a state. */
    static long hash(long[] state, int base, int words) {
        long h = 0;
        for (int w = 0; w < words; w++) {
            h = (h ^ state[base + w]) * 0x9E3779B97F4A7C15L;
            h ^= h >>> 32;
        }
        h *= 0xD6E8FEB86659FD93L;
        return h ^ h >>> 29;
    }

    /** Adds the state; tells whether it was new. */
    boolean add(long[] state, int base, long hash) {
        int s = (int) (hash >>> 64 - SEGMENT_BITS);
        long[] segment = segments[s];
        int capacity = segment.length / words;
        int slot = slot(hash, capacity);
        long first = state[base] | USED;
        while (true) {
            int at = slot * words;
            if (segment[at] == 0) {
                segment[at] = first;
                for (int w = 1; w < words; w++) {
                    segment[at + w] = state[base + w];
                }
                size++;
                if (++sizes[s] > capacity - capacity / 6) {
                    grow(s);
                }
                return true;
            }
            if (segment[at] == first && restEquals(segment, at, state, base)) {
                return false;
            }
            slot = slot + 1 == capacity ? 0 : slot + 1;
        }
    }

    /** The first long, as it is kept, of the state that has the place where one with that hash is looked for first; 0 if none has. */
    long first(long hash) {
        long[] segment = segments[(int) (hash >>> 64 - SEGMENT_BITS)];
        return segment[slot(hash, segment.length / words) * words];
    }

    /** The first long of a state as it is kept. */
    static long used(long first) {
        return first | USED;
    }

    /** Whether the state was added. */
    boolean contains(long[] state, int base, long hash) {
        long[] segment = segments[(int) (hash >>> 64 - SEGMENT_BITS)];
        int capacity = segment.length / words;
        long first = state[base] | USED;
        for (int slot = slot(hash, capacity); segment[slot * words] != 0; slot = slot + 1 == capacity ? 0 : slot + 1) {
            if (segment[slot * words] == first && restEquals(segment, slot * words, state, base)) {
                return true;
            }
        }
        return false;
    }

    private boolean restEquals(long[] segment, int at, long[] state, int base) {
        for (int w = 1; w < words; w++) {
            if (segment[at + w] != state[base + w]) {
                return false;
            }
        }
        return true;
    }

    private static int slot(long hash, int capacity) {
        return (int) ((hash & 0xFFFFFFFFL) * capacity >>> 32);
    }

    private void grow(int s) {
        long[] old = segments[s];
        int capacity = old.length / words;
        int newCapacity = capacity + capacity / 3;
        long[] wider = new long[newCapacity * words];
        for (int at = 0; at < old.length; at += words) {
            if (old[at] != 0) {
                insert(wider, newCapacity, old, at);
            }
        }
        longs += wider.length - old.length;
        segments[s] = wider;
    }

    private void insert(long[] wider, int capacity, long[] old, int from) {
        long first = old[from];
        old[from] = first & ~USED;
        int slot = slot(hash(old, from, words), capacity);
        while (wider[slot * words] != 0) {
            slot = slot + 1 == capacity ? 0 : slot + 1;
        }
        System.arraycopy(old, from, wider, slot * words, words);
        wider[slot * words] = first;
    }

    /** How many longs a state takes. */
    int words() {
        return words;
    }

    /** How many states were added. */
    long size() {
        return size;
    }

    /** Memory taken, in bytes. */
    long bytes() {
        return longs * Long.BYTES;
    }
}
