package org.sockrace.machine.simulated;

import org.sockrace.automata.Cell;

/** How integer values are shown to users, for example module states by name. */
@FunctionalInterface
public interface ValueNames {

    /** The number itself. */
    ValueNames PLAIN = (cell, value) -> Integer.toString(value);

    /** What to show for that value of that cell. */
    String show(Cell cell, int value);
}
