package org.sockrace.check;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.sockrace.automata.Cell;
import org.sockrace.automata.Memory;
import org.sockrace.automata.World;
import org.sockrace.explore.FinalMemory;

/**
 * What memory must say when nobody runs any more, whoever wrote it and whatever the code says of itself: no lock is held; nothing that is still there points
 * to memory that is gone, but for what once stood behind something that is in no list any more; a descriptor is in use exactly where a file is installed; and
 * who follows a list finds each entry pointing back.
 */
final class Equations {

    private static final String NEXT = ".next";
    private static final String PREV = ".prev";
    private final World world;
    /** All but the variables of a scenario, which may keep pointers as they like. */
    private final List<Memory> kernelMemory;
    /** Cells of memory that all threads share, by their names. */
    private final Map<String, Cell> cells = new LinkedHashMap<>();
    /** Numbers of objects by their names. */
    private final Map<String, Integer> objects = new LinkedHashMap<>();
    /** The names of the heads of lists: each begins as the only place of its list. */
    private final List<String> heads;
    /** The numbers of what can be put into a list, by the cells that say what is behind it there. */
    private final Map<Cell, Integer> entries = new HashMap<>();

    Equations(World world) {
        this.world = world;
        this.kernelMemory = world.memories().stream().filter(memory -> !memory.cache.equals(AtRest.VARIABLES)).toList();
        world.cells().stream().filter(cell -> !world.ownCopies(cell.region)).forEach(cell -> cells.put(cell.qualifiedName(), cell));
        for (int number = 1; number < world.objects().size(); number++) {
            objects.put(world.objects().get(number).name(), number);
        }
        heads = cells.keySet().stream().filter(cell -> cell.endsWith(NEXT)).map(cell -> cell.substring(0, cell.length() - NEXT.length()))
                .filter(name -> objects.containsKey(name) && cells.get(name + NEXT).constructed == objects.get(name)).toList();
        for (int number = 1; number < world.objects().size(); number++) {
            Cell link = world.objects().get(number).link();
            if (link != null) {
                entries.put(link, number);
            }
        }
    }

    /** Says what is wrong, or null if nothing is. */
    String problem(FinalMemory memory) {
        for (Memory region : kernelMemory) {
            for (int thread : memory.copies(region)) {
                String problem = memory.there(region, thread) ? problem(memory, region, thread) : null;
                if (problem != null) {
                    return problem;
                }
            }
        }
        return lists(memory);
    }

    private String problem(FinalMemory memory, Memory region, int thread) {
        for (Cell cell : region.cells()) {
            int value = memory.get(cell, thread);
            String problem = switch (cell.type) {
                case SPINLOCK, MUTEX -> value == 0 ? null : cell.qualifiedName() + " is held";
                case POINTER -> dangling(memory, cell, value, thread);
                case WORD, COUNTER -> null;
            };
            if (problem != null) {
                return problem;
            }
        }
        return region.cache.equals(AtRest.FILES) ? descriptors(memory, region.cells(), thread) : null;
    }

    private String dangling(FinalMemory memory, Cell cell, int value, int thread) {
        Memory target = world.memoryOf(value);
        return target == null || memory.there(target, thread) || !followed(memory, cell, new HashSet<>()) ? null
                : cell.qualifiedName() + " points to " + world.objects().get(value).name() + ", which is gone";
    }

    /**
     * Whether somebody can come to that cell. What was behind an entry when it was taken out of its list stays in it: in a callback that was called, or a
     * notifier that hears nothing more. Nobody follows that as long as nothing points to the entry but what itself is in no list any more.
     */
    private boolean followed(FinalMemory memory, Cell cell, Set<Cell> asked) {
        Integer entry = entries.get(cell);
        return entry == null || asked.add(cell) && pointers(memory, entry).anyMatch(to -> followed(memory, to, asked));
    }

    /** The cells of what is there that point to that object. */
    private Stream<Cell> pointers(FinalMemory memory, int object) {
        return kernelMemory.stream().flatMap(region -> region.cells().stream()).filter(cell -> cell.type == Cell.Type.POINTER
                && IntStream.of(memory.copies(cell.region)).anyMatch(t -> memory.there(cell.region, t) && memory.get(cell, t) == object));
    }

    // ---- descriptors -------------------------------------------------------------------------------------------------

    private static String descriptors(FinalMemory memory, List<Cell> table, int thread) {
        for (Cell bit : table) {
            if (bit.name.startsWith("open_fds[")) {
                String number = bit.name.substring("open_fds".length());
                Cell slot = table.stream().filter(cell -> cell.name.equals("fd" + number)).findFirst().orElseThrow();
                boolean open = memory.get(bit, thread) != 0;
                if (open != (memory.get(slot, thread) != 0)) {
                    return open ? "descriptor " + number + " is in use, and no file is there" : "a file is at " + number + ", which is not in use";
                }
            }
        }
        return null;
    }

    // ---- lists -------------------------------------------------------------------------------------------------------

    private String lists(FinalMemory memory) {
        for (String head : heads) {
            String problem = memory.there(cells.get(head + NEXT).region, 0) ? list(memory, head) : null;
            if (problem != null) {
                return problem;
            }
        }
        return null;
    }

    /** Follows the list of that head. */
    private String list(FinalMemory memory, String head) {
        String at = head;
        for (int steps = 0; steps <= objects.size(); steps++) {
            int next = memory.get(cells.get(at + NEXT), 0);
            String name = world.objects().get(next).name();
            Cell back = cells.get(name + PREV);
            if (next == 0 || back == null) {
                return "the list " + head + " does not come back to its head: " + at + NEXT + " is " + name;
            }
            if (memory.get(back, 0) != objects.get(at)) {
                return "in the list " + head + ", " + back.qualifiedName() + " is " + world.objects().get(memory.get(back, 0)).name() + " and not " + at;
            }
            if (name.equals(head)) {
                return null;
            }
            at = name;
        }
        return "the list " + head + " does not come back to its head";
    }
}
