package org.sockrace.spark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sockrace.disk.DeltaCode;
import org.sockrace.disk.StateSort;

/** Ascending states, none twice, in arrays that nobody changes. Has no state. */
final class StateRuns {

    private StateRuns() { }

    /** Which partition of so many owns a state: the same one in every process. */
    static int owner(long[] states, int at, int words, int partitions) {
        long hash = 0;
        for (int w = 0; w < words; w++) {
            hash = (hash ^ states[at + w]) * 0xBF58476D1CE4E5B9L;
            hash = (hash ^ hash >>> 31) * 0x94D049BB133111EBL;
            hash ^= hash >>> 29;
        }
        return (int) ((hash >>> 33) % partitions);
    }

    /** Leaves the states out of the first so many longs that a run has, and returns how many longs are left. */
    static int minus(long[] states, int length, long[] run, int words) {
        int kept = 0;
        int from = 0;
        for (int i = 0; i < length; i += words) {
            from = notBelow(run, from, states, i, words);
            if (from == run.length || StateSort.compare(run, from, states, i, words) != 0) {
                if (kept != i) {
                    System.arraycopy(states, i, states, kept, words);
                }
                kept += words;
            }
        }
        return kept;
    }

    /** Where the first state from there on is that is not less than that one: near, mostly, so it is looked for in steps that double. */
    private static int notBelow(long[] run, int from, long[] states, int at, int words) {
        int low = from;
        long step = words;
        while (low + step <= run.length && StateSort.compare(run, (int) (low + step) - words, states, at, words) < 0) {
            low += (int) step;
            step *= 2;
        }
        int left = low / words;
        int right = (int) Math.min(low + step, run.length) / words;
        while (left < right) {
            int middle = left + right >>> 1;
            if (StateSort.compare(run, middle * words, states, at, words) < 0) {
                left = middle + 1;
            } else {
                right = middle;
            }
        }
        return left * words;
    }

    /** What two runs have, that have nothing in common. */
    static long[] merged(long[] one, long[] other, int words) {
        long[] all = new long[Math.addExact(one.length, other.length)];
        int a = 0;
        int b = 0;
        for (int i = 0; i < all.length; i += words) {
            boolean first = b == other.length || a < one.length && StateSort.compare(one, a, other, b, words) < 0;
            if (words == 1) {
                all[i] = first ? one[a++] : other[b++];
            } else if (first) {
                System.arraycopy(one, a, all, i, words);
                a += words;
            } else {
                System.arraycopy(other, b, all, i, words);
                b += words;
            }
        }
        return all;
    }

    /** Those runs and a further one, so that each is at least twice as large as the next: there are few, and each state is copied seldom. */
    static long[][] with(long[][] runs, long[] newest, int words) {
        List<long[]> all = new ArrayList<>(Arrays.asList(runs));
        long[] last = newest;
        while (!all.isEmpty() && all.get(all.size() - 1).length < 2L * last.length) {
            last = merged(all.remove(all.size() - 1), last, words);
        }
        if (last.length > 0) {
            all.add(last);
        }
        return all.toArray(long[][]::new);
    }

    /** The states of several ascending arrays, ascending, none twice. */
    static long[] union(List<long[]> arrays, int words) {
        int length = 0;
        for (long[] array : arrays) {
            length = Math.addExact(length, array.length);
        }
        long[] all = new long[length];
        int at = 0;
        for (long[] array : arrays) {
            System.arraycopy(array, 0, all, at, array.length);
            at += array.length;
        }
        return Arrays.copyOf(all, StateSort.sort(all, length / words, words) * words);
    }

    // ---- as bytes --------------------------------------------------------------------------------------------------------

    /** So many states per piece: what takes the room of the worst case is short-lived and small. */
    private static final int PIECE = 1 << 14;

    /** The states as bytes: few, since they ascend. */
    static byte[] packed(long[] states, int words) {
        DeltaCode code = new DeltaCode(words);
        byte[] room = new byte[code.room(PIECE)];
        byte[] out = new byte[Math.max(16, states.length)];
        int length = 0;
        long[] piece = new long[PIECE * words];
        for (int from = 0; from < states.length; from += piece.length) {
            int n = Math.min(piece.length, states.length - from);
            System.arraycopy(states, from, piece, 0, n);
            int bytes = code.encode(piece, n / words, room);
            int need = length + words * Long.BYTES + bytes;
            out = need > out.length ? Arrays.copyOf(out, Math.max(need, 2 * out.length)) : out;
            java.nio.ByteBuffer.wrap(out, length, words * Long.BYTES).asLongBuffer().put(piece, 0, words);
            System.arraycopy(room, 0, out, length + words * Long.BYTES, bytes);
            length = need;
        }
        return Arrays.copyOf(out, length);
    }

    /** So many longs of states, from what {@link #packed} made of them. */
    static long[] unpacked(byte[] bytes, int length, int words) {
        DeltaCode code = new DeltaCode(words);
        long[] states = new long[length];
        long[] piece = new long[Math.min(PIECE * words, length)];
        int at = 0;
        for (int to = 0; to < length; to += PIECE * words) {
            int n = Math.min(PIECE * words, length - to);
            java.nio.ByteBuffer.wrap(bytes, at, words * Long.BYTES).asLongBuffer().get(piece, 0, words);
            at += words * Long.BYTES;
            at += code.decode(bytes, at, n / words, piece);
            System.arraycopy(piece, 0, states, to, n);
        }
        return states;
    }
}
