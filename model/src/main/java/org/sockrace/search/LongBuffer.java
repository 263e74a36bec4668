package org.sockrace.search;

import java.util.Arrays;

/** A growing list of packed states. Not thread-safe. */
final class LongBuffer {

    private final int words;
    private long[] data;
    private int used;

    LongBuffer(int words) {
        this.words = words;
        this.data = new long[64 * words];
    }

    void add(long[] from, int base) {
        if (used + words > data.length) {
            data = Arrays.copyOf(data, Math.toIntExact(Math.min(Integer.MAX_VALUE - 8L, data.length * 3L / 2 + words)));
        }
        for (int w = 0; w < words; w++) {
            data[used++] = from[base + w];
        }
    }

    long[] data() {
        return data;
    }

    int size() {
        return used / words;
    }

    /** Takes the last state off the end. */
    void pop(long[] into) {
        used -= words;
        System.arraycopy(data, used, into, 0, words);
    }

    void clear() {
        used = 0;
    }

    long bytes() {
        return (long) data.length * Long.BYTES;
    }
}
