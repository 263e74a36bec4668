package org.sockrace.machine.simulated;

/** A cell that holds one of a few values, listed as they are found. */
abstract class ValueCell extends Cell {

    private int[] domain;
    private int size;

    ValueCell(SimulatedMachine machine, SimRegion region, String name, int initial) {
        super(machine, region, name, initial);
        domain = new int[] {initial, 0};
        size = 1;
    }

    /** Notes that the cell may hold this value; tells whether that is news. */
    final boolean mayHold(int value) {
        if (indexOf(value) >= 0) {
            return false;
        }
        if (size == domain.length) {
            domain = java.util.Arrays.copyOf(domain, 2 * size);
        }
        domain[size++] = value;
        return true;
    }

    /** The position of a value in the list, or -1. */
    final int indexOf(int value) {
        for (int i = 0; i < size; i++) {
            if (domain[i] == value) {
                return i;
            }
        }
        return -1;
    }

    /** All values that the cell may hold. */
    final int[] domain() {
        return java.util.Arrays.copyOf(domain, size);
    }
}
