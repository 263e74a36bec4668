package org.sockrace.search;

/**
 * Where a value lies in a packed state.
 *
 * @param word index of the long
 * @param shift lowest bit
 * @param bits width, 0 for a value that is always 0
 */
record Field(int word, int shift, int bits) {

    long mask() {
        return bits == 0 ? 0 : -1L >>> 64 - bits;
    }

    int get(long[] state, int base) {
        return (int) (state[base + word] >>> shift & mask());
    }

    void set(long[] state, int base, long value) {
        state[base + word] = state[base + word] & ~(mask() << shift) | value << shift;
    }
}
