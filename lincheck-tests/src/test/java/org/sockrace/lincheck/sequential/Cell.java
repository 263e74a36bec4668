package org.sockrace.lincheck.sequential;

/** A piece of memory with a name. */
abstract class Cell {

    /** One side of a comparison in a condition. */
    interface Observed {
        /** What the cell holds now. */
        int value();
    }

    private final Memory memory;
    private final String name;

    Cell(Memory memory, String name) {
        this.memory = memory;
        this.name = name;
    }

    final void touch() {
        memory.touch(name);
    }

    @Override
    public final String toString() {
        return memory.name() + "." + name;
    }
}
