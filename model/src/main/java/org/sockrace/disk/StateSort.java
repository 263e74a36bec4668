package org.sockrace.disk;

import java.util.Arrays;

/** Puts packed states in order, as numbers, the first long first. No long is negative. Has no state. */
public final class StateSort {

    private static final int FEW = 24;

    private StateSort() { }

    /** Less than, equal to or greater than 0 as the one state is less than, equal to or greater than the other. */
    public static int compare(long[] one, int at, long[] other, int there, int words) {
        for (int w = 0; w < words; w++) {
            if (one[at + w] != other[there + w]) {
                return one[at + w] < other[there + w] ? -1 : 1;
            }
        }
        return 0;
    }

    /** Sorts so many states, leaves out what is there twice, and returns how many are left. */
    public static int sort(long[] states, int count, int words) {
        if (words == 1) {
            Arrays.sort(states, 0, count);
        } else {
            sort(states, 0, count - 1, words);
        }
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (kept == 0 || compare(states, i * words, states, (kept - 1) * words, words) != 0) {
                System.arraycopy(states, i * words, states, kept * words, words);
                kept++;
            }
        }
        return kept;
    }

    /** Quicksort with three parts: what is equal to the pivot is done. */
    private static void sort(long[] states, int first, int last, int words) {
        int from = first;
        int to = last;
        long[] pivot = new long[words];
        while (to - from >= FEW) {
            System.arraycopy(states, median(states, from, to, words) * words, pivot, 0, words);
            int less = from;
            int more = to;
            for (int i = from; i <= more;) {
                int sign = compare(states, i * words, pivot, 0, words);
                if (sign < 0) {
                    swap(states, i++, less++, words);
                } else if (sign > 0) {
                    swap(states, i, more--, words);
                } else {
                    i++;
                }
            }
            // The larger part goes on here: the depth stays small.
            if (less - from < to - more) {
                sort(states, from, less - 1, words);
                from = more + 1;
            } else {
                sort(states, more + 1, to, words);
                to = less - 1;
            }
        }
        insertion(states, from, to, words);
    }

    private static int median(long[] states, int from, int to, int words) {
        int middle = from + (to - from >>> 1);
        int a = from * words;
        int b = middle * words;
        int c = to * words;
        if (compare(states, a, states, b, words) < 0) {
            return compare(states, b, states, c, words) < 0 ? middle : compare(states, a, states, c, words) < 0 ? to : from;
        }
        return compare(states, a, states, c, words) < 0 ? from : compare(states, b, states, c, words) < 0 ? to : middle;
    }

    private static void insertion(long[] states, int from, int to, int words) {
        for (int i = from + 1; i <= to; i++) {
            for (int j = i; j > from && compare(states, j * words, states, (j - 1) * words, words) < 0; j--) {
                swap(states, j, j - 1, words);
            }
        }
    }

    private static void swap(long[] states, int one, int other, int words) {
        for (int w = 0; w < words; w++) {
            long held = states[one * words + w];
            states[one * words + w] = states[other * words + w];
            states[other * words + w] = held;
        }
    }
}
