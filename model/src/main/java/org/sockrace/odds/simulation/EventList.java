package org.sockrace.odds.simulation;

import java.util.Arrays;

/** What happens next, in the order of time: a binary heap of numbers, which makes no objects. Not thread-safe. */
final class EventList {

    private double[] time;
    private long[] what;
    private int size;

    EventList() {
        time = new double[16];
        what = new long[16];
    }

    boolean isEmpty() {
        return size == 0;
    }

    double nextTime() {
        return time[0];
    }

    void add(double at, long of) {
        if (size == time.length) {
            time = Arrays.copyOf(time, 2 * size);
            what = Arrays.copyOf(what, 2 * size);
        }
        int i = size++;
        while (i > 0) {
            int up = i - 1 >> 1;
            if (time[up] <= at) {
                break;
            }
            time[i] = time[up];
            what[i] = what[up];
            i = up;
        }
        time[i] = at;
        what[i] = of;
    }

    /** Removes the first event; returns what it is. */
    long take() {
        long first = what[0];
        double last = time[--size];
        long lastWhat = what[size];
        int i = 0;
        for (int child = 1; child < size; child = 2 * i + 1) {
            child = child + 1 < size && time[child + 1] < time[child] ? child + 1 : child;
            if (time[child] >= last) {
                break;
            }
            time[i] = time[child];
            what[i] = what[child];
            i = child;
        }
        time[i] = last;
        what[i] = lastWhat;
        return first;
    }
}
