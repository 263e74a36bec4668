package org.sockrace.check;

import org.sockrace.automata.Cell;
import org.sockrace.automata.Memory;
import org.sockrace.automata.World;
import org.sockrace.explore.FinalMemory;

/**
 * What memory must say when nobody runs any more, whoever wrote it and whatever the code says of itself: no lock is held, and nothing that is still there
 * points to memory that is gone.
 */
final class Equations {

    private final World world;
    private final FinalMemory memory;

    Equations(World world, FinalMemory memory) {
        this.world = world;
        this.memory = memory;
    }

    /** Says what is wrong, or null if nothing is. */
    String problem() {
        for (Memory region : world.memories()) {
            for (int thread : memory.copies(region)) {
                String problem = memory.there(region, thread) ? problem(region, thread) : null;
                if (problem != null) {
                    return problem;
                }
            }
        }
        return null;
    }

    private String problem(Memory region, int thread) {
        for (Cell cell : region.cells()) {
            int value = memory.get(cell, thread);
            String problem = switch (cell.type) {
                case SPINLOCK, MUTEX -> value == 0 ? null : cell.qualifiedName() + " is held";
                case POINTER -> dangling(cell, value, thread);
                case WORD, COUNTER -> null;
            };
            if (problem != null) {
                return problem;
            }
        }
        return null;
    }

    private String dangling(Cell cell, int value, int thread) {
        Memory target = world.memoryOf(value);
        return target == null || memory.there(target, thread) ? null
                : cell.qualifiedName() + " points to " + world.objects().get(value).name() + ", which is gone";
    }
}
