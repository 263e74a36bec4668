package org.sockrace.search;

import java.util.Arrays;

/** Numbers packed states in the order in which they are met: an open-addressing hash table over a list of them. Not thread-safe. */
final class StateIndex {

    private final int words;
    private final LongBuffer states;
    /** The number of a state plus one; 0 where there is none. Its length is a power of two. */
    private int[] slots = new int[1 << 12];

    StateIndex(int words) {
        this.words = words;
        this.states = new LongBuffer(words);
    }

    /** The number of that state, which is the largest if it is new. */
    int add(long[] from, int base) {
        if (2L * states.size() >= slots.length) {
            grow();
        }
        int slot = find(from, base);
        if (slots[slot] != 0) {
            return slots[slot] - 1;
        }
        states.add(from, base);
        slots[slot] = states.size();
        return states.size() - 1;
    }

    /** The number of that state, or -1 if it was never added. */
    int get(long[] from, int base) {
        return slots[find(from, base)] - 1;
    }

    /** The slot of that state: it is empty if the state is not there. */
    private int find(long[] from, int base) {
        int slot = slot(from, base);
        for (; slots[slot] != 0; slot = slot + 1 & slots.length - 1) {
            int at = (slots[slot] - 1) * words;
            if (Arrays.equals(states.data(), at, at + words, from, base, base + words)) {
                return slot;
            }
        }
        return slot;
    }

    private int slot(long[] from, int base) {
        return (int) (StateSet.hash(from, base, words) >>> 33) & slots.length - 1;
    }

    private void grow() {
        if (slots.length == 1 << 30) {
            throw new OutOfMemoryError("more states than a table can hold");
        }
        slots = new int[slots.length * 2];
        for (int state = 0; state < states.size(); state++) {
            int slot = slot(states.data(), state * words);
            while (slots[slot] != 0) {
                slot = slot + 1 & slots.length - 1;
            }
            slots[slot] = state + 1;
        }
    }

    /** All states, one after the other. */
    long[] states() {
        return states.data();
    }

    int size() {
        return states.size();
    }

    long bytes() {
        return states.bytes() + (long) slots.length * Integer.BYTES;
    }
}
