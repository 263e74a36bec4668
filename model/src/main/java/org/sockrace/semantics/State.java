package org.sockrace.semantics;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.sockrace.automata.Cell;
import org.sockrace.automata.Memory;
import org.sockrace.automata.Stand;

/**
 * A global state as it is: the value of every cell, which memory was freed, who waits for whose read-side sections, and where each thread stands. Slow and
 * plain: for speed there is the packed state of the search. Two are equal if memory and grace periods are; where threads stand is not compared. Not
 * thread-safe.
 */
public final class State {

    /** Memory that each thread of a role has a copy of. */
    @FunctionalInterface
    public interface Copies {
        /** Whether each thread of the owning role has its own copy of that memory. */
        boolean each(Memory memory);
    }

    private record Place(int thread, int number) { }

    private record GracePeriod(int thread, int flavour) { }

    private final Copies copies;
    /** Values by cell number; only those that differ from what the cell's constructor gave it. Row 0 is shared, row t + 1 are thread t's own copies. */
    private final int[][] values;
    private final boolean[][] set;
    /** Freed memory, and the readers that must leave before it is really gone. */
    private final Map<Place, Set<Integer>> freed = new HashMap<>();
    private final Map<GracePeriod, Set<Integer>> waiting = new TreeMap<>(java.util.Comparator.comparingInt(GracePeriod::thread)
            .thenComparingInt(GracePeriod::flavour));
    private final Stand[] stands;

    /** A state in which every cell holds what its constructor gave it, and no thread has a place yet. */
    public State(int threads, Copies copies) {
        this.copies = copies;
        this.values = new int[threads + 1][];
        this.set = new boolean[threads + 1][];
        Arrays.fill(values, new int[0]);
        Arrays.fill(set, new boolean[0]);
        this.stands = new Stand[threads];
    }

    private State(State other) {
        copies = other.copies;
        values = new int[other.values.length][];
        set = new boolean[other.set.length][];
        for (int row = 0; row < values.length; row++) {
            values[row] = other.values[row].clone();
            set[row] = other.set[row].clone();
        }
        other.freed.forEach((place, readers) -> freed.put(place, new TreeSet<>(readers)));
        other.waiting.forEach((gp, readers) -> waiting.put(gp, new TreeSet<>(readers)));
        stands = other.stands.clone();
    }

    /** An independent copy. */
    public State copy() {
        return new State(this);
    }

    /** How many threads there are. */
    public int threads() {
        return stands.length;
    }

    // ---- memory --------------------------------------------------------------------------------------------------------

    private int row(Memory memory, int thread) {
        return copies.each(memory) ? thread + 1 : 0;
    }

    private Place place(Memory memory, int thread) {
        return new Place(row(memory, thread), memory.id);
    }

    /** The value of a cell, as that thread finds it. */
    public int get(Cell cell, int thread) {
        int row = row(cell.region, thread);
        return cell.id < set[row].length && set[row][cell.id] ? values[row][cell.id] : cell.constructed;
    }

    /** Gives a cell a value, for that thread. */
    public void set(Cell cell, int thread, int value) {
        int row = row(cell.region, thread);
        if (cell.id >= values[row].length) {
            int size = Math.max(cell.id + 1, 2 * values[row].length);
            values[row] = Arrays.copyOf(values[row], size);
            set[row] = Arrays.copyOf(set[row], size);
        }
        values[row][cell.id] = value;
        set[row][cell.id] = value != cell.constructed;
        if (value == cell.constructed) {
            values[row][cell.id] = 0;
        }
    }

    /** Whether that thread finds the memory freed, and nobody left who could still be reading it. */
    public boolean gone(Memory memory, int thread) {
        Set<Integer> readers = freed.get(place(memory, thread));
        return readers != null && readers.isEmpty();
    }

    /** Whether the memory was given back, even if somebody may still be reading it. */
    public boolean freed(Memory memory, int thread) {
        return freed.containsKey(place(memory, thread));
    }

    void free(Memory memory, int thread, Set<Integer> readers) {
        freed.put(place(memory, thread), new TreeSet<>(readers));
    }

    void take(Memory memory, int thread) {
        freed.remove(place(memory, thread));
        memory.cells().forEach(cell -> set(cell, thread, cell.constructed));
    }

    // ---- threads -------------------------------------------------------------------------------------------------------

    /** Where a thread stands. */
    public Stand stand(int thread) {
        return stands[thread];
    }

    /** The thread is there now. Where it is no reader, nobody waits for it any more. */
    public void arrive(int thread, Stand stand) {
        stands[thread] = stand;
        if (!stand.reader()) {
            freed.values().forEach(readers -> readers.remove(thread));
        }
        waiting.forEach((gp, readers) -> {
            if (!stand.reads(gp.flavour())) {
                readers.remove(thread);
            }
        });
    }

    /** The threads that are readers of that flavour now, without {@code except} (-1: all). */
    Set<Integer> readers(int flavour, int except) {
        Set<Integer> readers = new HashSet<>();
        for (int t = 0; t < stands.length; t++) {
            if (t != except && stands[t] != null && stands[t].reads(flavour)) {
                readers.add(t);
            }
        }
        return readers;
    }

    void begin(int thread, int flavour, Set<Integer> readers) {
        waiting.put(new GracePeriod(thread, flavour), new TreeSet<>(readers));
    }

    void end(int thread, int flavour) {
        waiting.remove(new GracePeriod(thread, flavour));
    }

    /** The threads that the grace period of this thread still waits for. */
    public List<Integer> waitsFor(int thread, int flavour) {
        return List.copyOf(waiting.getOrDefault(new GracePeriod(thread, flavour), Set.of()));
    }

    // ---- identity ------------------------------------------------------------------------------------------------------

    @Override
    public boolean equals(Object other) {
        return other instanceof State s && freed.equals(s.freed) && waiting.equals(s.waiting) && sameValues(s);
    }

    private boolean sameValues(State other) {
        for (int row = 0; row < values.length; row++) {
            int longest = Math.max(values[row].length, other.values[row].length);
            if (!Arrays.equals(Arrays.copyOf(values[row], longest), Arrays.copyOf(other.values[row], longest))
                    || !Arrays.equals(Arrays.copyOf(set[row], longest), Arrays.copyOf(other.set[row], longest))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        int hash = freed.hashCode() * 31 + waiting.hashCode();
        for (int[] row : values) {
            for (int c = 0; c < row.length; c++) {
                hash += row[c] * (c * 0x9E3779B1 | 1);
            }
            hash *= 31;
        }
        return hash;
    }
}
