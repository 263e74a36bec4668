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

    Schedule schedule() {
        return new Schedule(Arrays.stream(taken, 0, size).mapToObj(s -> new Schedule.Step(s >>> 16, s & 0xffff)).toList());
    }
}
