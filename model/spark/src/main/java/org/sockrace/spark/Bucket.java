package org.sockrace.spark;

import java.util.Arrays;
import org.sockrace.disk.StateSort;

/** Successors on their way to one partition. What is there twice is left out when there is no room, before there is more room. Not thread-safe. */
final class Bucket {

    private static final int FIRST_ROOM = 1 << 10;
    private final int words;
    private long[] states;
    private int count;

    Bucket(int words) {
        this.words = words;
        this.states = new long[FIRST_ROOM * words];
    }

    void add(long[] from, int at) {
        if ((count + 1) * words > states.length) {
            count = StateSort.sort(states, count, words);
            if (count * words > states.length / 2) {
                states = Arrays.copyOf(states, Math.multiplyExact(2, states.length));
            }
        }
        for (int w = 0; w < words; w++) {
            states[count * words + w] = from[at + w];
        }
        count++;
    }

    /** All of them, ascending, none twice. */
    long[] all() {
        count = StateSort.sort(states, count, words);
        return Arrays.copyOf(states, count * words);
    }
}
