package org.sockrace.anynumber;

import java.util.Arrays;
import org.sockrace.explore.Claim;
import org.sockrace.explore.CutShortException;

/** Rows of longs, each kept once and numbered in the order in which it came. Not thread-safe. */
final class Rows {

    private static final int FIRST_CAPACITY = 64;
    private final int width;
    private long[] data;
    /** Numbers plus one, by hash; the capacity is a power of two. */
    private int[] slots = new int[FIRST_CAPACITY];
    private int size;

    /** Rows of so many longs, at least 1. */
    Rows(int width) {
        this.width = width;
        this.data = new long[FIRST_CAPACITY * width];
    }

    /** The number of a row, which is new if it is the {@link #size} of before. */
    int number(long[] row) {
        int slot = slot(row);
        if (slots[slot] == 0) {
            if ((size + 1) * width > data.length) {
                grow(2L * data.length);
            }
            System.arraycopy(row, 0, data, size * width, width);
            slots[slot] = ++size;
            if (size > slots.length / 2) {
                grow();
            }
            return size - 1;
        }
        return slots[slot] - 1;
    }

    /** The number of a row that is there, or -1. */
    int find(long[] row) {
        return slots[slot(row)] - 1;
    }

    /** How many longs a row has. */
    int width() {
        return width;
    }

    /** Copies a row. */
    void get(int number, long[] into) {
        System.arraycopy(data, number * width, into, 0, width);
    }

    /** A column of a row. */
    long get(int number, int column) {
        return data[number * width + column];
    }

    int size() {
        return size;
    }

    /** Memory taken, in bytes. */
    long bytes() {
        return (long) data.length * Long.BYTES + (long) slots.length * Integer.BYTES;
    }

    /** Where the row is, or would be put. */
    private int slot(long[] row) {
        int slot = hash(row, 0) & slots.length - 1;
        while (slots[slot] != 0 && !Arrays.equals(data, (slots[slot] - 1) * width, slots[slot] * width, row, 0, width)) {
            slot = slot + 1 & slots.length - 1;
        }
        return slot;
    }

    private int hash(long[] row, int at) {
        long h = 0;
        for (int i = 0; i < width; i++) {
            h = (h ^ row[at + i]) * 0x9E3779B97F4A7C15L;
            h ^= h >>> 32;
        }
        return (int) (h ^ h >>> 16);
    }

    private void grow(long longs) {
        if (longs > Integer.MAX_VALUE / 2) {
            throw new CutShortException(Claim.CutShort.OUT_OF_MEMORY);
        }
        data = Arrays.copyOf(data, (int) longs);
    }

    private void grow() {
        slots = new int[2 * slots.length];
        for (int number = 0; number < size; number++) {
            int slot = hash(data, number * width) & slots.length - 1;
            while (slots[slot] != 0) {
                slot = slot + 1 & slots.length - 1;
            }
            slots[slot] = number + 1;
        }
    }
}
