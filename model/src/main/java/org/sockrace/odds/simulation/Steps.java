package org.sockrace.odds.simulation;

import java.util.Arrays;
import org.sockrace.explore.Schedule;

/** Who takes each step, of one attempt. */
final class Steps {

    private int[] taken = new int[128];
    private int size;

    void clear() {
        size = 0;
    }

    void add(int thread, int choice) {
        if (size == taken.length) {
            taken = Arrays.copyOf(taken, 2 * size);
        }
        taken[size++] = thread << 16 | choice;
    }

    /** The steps so far, for {@link #set}. */
    int[] copy() {
        return Arrays.copyOf(taken, size);
    }

    /** Makes these the steps. */
    void set(int[] steps) {
        taken = Arrays.copyOf(steps, Math.max(taken.length, steps.length));
        size = steps.length;
    }

    Schedule schedule() {
        return schedule(copy());
    }

    /** Steps that were copied, as a schedule. */
    static Schedule schedule(int[] steps) {
        return new Schedule(Arrays.stream(steps).mapToObj(s -> new Schedule.Step(s >>> 16, s & 0xffff)).toList());
    }
}
