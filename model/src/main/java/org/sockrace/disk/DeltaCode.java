package org.sockrace.disk;

/**
 * Ascending states as differences: where a state begins to differ from the one before it, by how much, and what the longs after that are. A state of one long,
 * as most are, takes only the difference, seven bits a byte. Not thread-safe.
 */
public final class DeltaCode {

    /** The most bytes that a long takes. */
    static final int LONGEST = 10;
    private final int words;
    private int at;

    /** For states of so many longs, at least 1. */
    public DeltaCode(int words) {
        this.words = words;
    }

    /** How many bytes so many states take at most. */
    public int room(int states) {
        return states * (words * LONGEST + 1);
    }

    /**
     * Writes states, but for the first, which whoever reads must know.
     *
     * @param states so many, ascending, none twice; no long negative
     * @return how many bytes were written
     */
    public int encode(long[] states, int count, byte[] into) {
        at = 0;
        for (int i = words; i < count * words; i += words) {
            int w = 0;
            while (states[i + w] == states[i + w - words]) {
                w++;
            }
            if (words > 1) {
                into[at++] = (byte) w;
            }
            number(states[i + w] - states[i + w - words], into);
            for (w++; w < words; w++) {
                sparse(states[i + w] ^ states[i + w - words], into);
            }
        }
        return at;
    }

    private void number(long value, byte[] into) {
        long rest = value;
        while (rest >>> 7 != 0) {
            into[at++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        into[at++] = (byte) rest;
    }

    /** Which bytes are not 0, and those. */
    private void sparse(long value, byte[] into) {
        int mask = at++;
        int set = 0;
        for (int b = 0; b < Long.BYTES; b++) {
            byte part = (byte) (value >>> 8 * b);
            if (part != 0) {
                set |= 1 << b;
                into[at++] = part;
            }
        }
        into[mask] = (byte) set;
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @param states the first one at the beginning; the others are put after it
     * @return how many bytes were read
     */
    public int decode(byte[] from, int start, int count, long[] states) {
        at = start;
        if (words == 1) {
            return decodeLongs(from, count, states) - start;
        }
        for (int i = words; i < count * words; i += words) {
            System.arraycopy(states, i - words, states, i, words);
            int w = from[at++];
            states[i + w] += number(from);
            for (w++; w < words; w++) {
                states[i + w] ^= sparse(from);
            }
        }
        return at - start;
    }

    private int decodeLongs(byte[] from, int count, long[] states) {
        int p = at;
        long value = states[0];
        for (int i = 1; i < count; i++) {
            int b = from[p++];
            long delta = b & 0x7F;
            for (int shift = 7; b < 0; shift += 7) {
                b = from[p++];
                delta |= (long) (b & 0x7F) << shift;
            }
            value += delta;
            states[i] = value;
        }
        return p;
    }

    private long number(byte[] from) {
        int b = from[at++];
        long value = b & 0x7F;
        for (int shift = 7; b < 0; shift += 7) {
            b = from[at++];
            value |= (long) (b & 0x7F) << shift;
        }
        return value;
    }

    private long sparse(byte[] from) {
        int set = from[at++];
        long value = 0;
        for (int b = 0; b < Long.BYTES; b++) {
            if ((set >> b & 1) != 0) {
                value |= (from[at++] & 0xFFL) << 8 * b;
            }
        }
        return value;
    }
}
