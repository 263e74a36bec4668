package org.sockrace.machine.simulated;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.sockrace.automata.Cell;
import org.sockrace.automata.Holding;
import org.sockrace.automata.Memory;
import org.sockrace.machine.Region;

/** What a thread knows by itself between two of its calls: its variables, and the memory that nobody else can change. Also its state during a call. */
final class LocalState {

    /** A state between two calls, comparable: two threads with equal keys have equal futures. */
    record Key(int calls, List<Integer> variables, Map<Integer, Integer> values, Map<String, Integer> allocated, Set<Integer> freed,
               Set<Integer> leaving, Set<Integer> published, Map<String, Integer> ledger, Map<Holding, Integer> books, Discipline.Carried carried) { }

    private final SimulatedMachine machine;
    /** How many calls are done. */
    int calls;
    final int[] variables;
    /** Values of cells that only this thread writes, where they differ from the initial ones. */
    private final Map<Integer, Integer> values = new HashMap<>();
    /** Objects taken so far, by cache. */
    private final Map<String, Integer> allocated = new HashMap<>();
    /** Regions of this thread alone that it has freed, by number. */
    final Set<Integer> freed = new HashSet<>();
    /** Regions of this thread alone that are given back once it leaves the section that it is in, by number. */
    final Set<Integer> leaving = new HashSet<>();
    /** Regions taken that others may know of by now, by number. */
    final Set<Integer> published = new HashSet<>();
    /** Taken minus given back, by kind. */
    final Map<String, Integer> ledger = new TreeMap<>();
    /** The same object by object, and who keeps what. */
    final Map<Holding, Integer> books = new HashMap<>();
    /** The regions taken, while a call runs and after. */
    final List<Memory> taken = new ArrayList<>();
    /** What a call that broke the rules left to the next one. */
    Discipline.Carried carried = Discipline.Carried.NOTHING;

    LocalState(SimulatedMachine machine, int variables) {
        this.machine = machine;
        this.variables = new int[variables];
    }

    private LocalState(LocalState other) {
        machine = other.machine;
        calls = other.calls;
        variables = other.variables.clone();
        values.putAll(other.values);
        allocated.putAll(other.allocated);
        freed.addAll(other.freed);
        leaving.addAll(other.leaving);
        published.addAll(other.published);
        ledger.putAll(other.ledger);
        books.putAll(other.books);
        taken.addAll(other.taken);
        carried = other.carried;
    }

    LocalState copy() {
        return new LocalState(this);
    }

    /** How many objects counted like that were taken before, counting this one from now on. */
    int take(String cache) {
        return allocated.merge(cache, 1, Integer::sum) - 1;
    }

    /** The thread is at a place where it is no reader: what waited for that is really gone. */
    void leaveSections() {
        freed.addAll(leaving);
        leaving.clear();
    }

    /** Whether this history took the region and has shown it to nobody yet. */
    boolean owns(Memory region) {
        return !published.contains(region.id) && taken.contains(region);
    }

    int value(Cell cell) {
        Integer value = values.get(cell.id);
        return value != null ? value : machine.initial(cell);
    }

    void set(Cell cell, int value) {
        if (value == machine.initial(cell)) {
            values.remove(cell.id);
        } else {
            values.put(cell.id, value);
        }
    }

    /** Others may change the cell from now on. */
    void forget(Cell cell) {
        values.remove(cell.id);
    }

    /** What cells of memory that is still there hold and nobody else knows; counters are left out: references are in the books. */
    Map<Cell, Integer> kept(int role) {
        Map<Cell, Integer> kept = new HashMap<>();
        values.forEach((id, value) -> {
            Cell cell = machine.cells.get(id);
            if (cell.type != Cell.Type.COUNTER && there(cell.region, role)) {
                kept.put(cell, value);
            }
        });
        return Map.copyOf(kept);
    }

    private boolean there(Memory region, int role) {
        Holding line = Holding.of(region);
        boolean took = region.kind() != Region.Kind.IMAGE && region.owner == role && !machine.books().containsKey(line);
        int before = took ? 0 : 1;
        return !freed.contains(region.id) && before + books.getOrDefault(line, 0) > 0;
    }

    /** Forgets what cannot matter any more, so that equal futures have equal keys. */
    void tidy(ThreadProgram program, RoleMemory memory) {
        for (int v = 0; v < variables.length; v++) {
            if (!program.live(v, calls)) {
                variables[v] = 0;
            }
        }
        values.keySet().removeIf(id -> freed.contains(machine.cells.get(id).region.id));
        Set<String> busy = new HashSet<>();
        for (Memory region : taken) {
            if (!memory.isPrivate(region) || !freed.contains(region.id)) {
                busy.add(region.counted());
            }
        }
        values.forEach((id, value) -> stale(machine.cells.get(id), value, busy));
        taken.removeIf(region -> forget(region, busy));
        allocated.keySet().removeIf(cache -> !busy.contains(cache));
    }

    /** Who still points to a freed object must not find another one there. */
    private void stale(Cell cell, int value, Set<String> busy) {
        Memory object = cell.type == Cell.Type.POINTER ? machine.objects.regionOf(value) : null;
        if (object != null) {
            busy.add(object.counted());
        }
    }

    private boolean forget(Memory region, Set<String> busy) {
        if (busy.contains(region.counted())) {
            return false;
        }
        freed.remove(region.id);
        published.remove(region.id);
        return true;
    }

    /** Everything. */
    Key key() {
        return key(Arrays.stream(variables).boxed().toList());
    }

    /** All that the next call's code can see: what was kept only to be looked at in the end does not count. */
    Key key(ThreadProgram program) {
        List<Integer> seen = new ArrayList<>();
        for (int v = 0; v < variables.length; v++) {
            seen.add(program.uses(v, calls) ? variables[v] : 0);
        }
        return key(seen);
    }

    /** Takes over what the other state keeps of variables that no call from that one on sees, but for the one that the call set. */
    void keepUnseen(LocalState other, ThreadProgram program) {
        for (int v = 0; v < variables.length; v++) {
            if (!program.uses(v, other.calls) && program.calls().get(other.calls).result() != v && program.live(v, calls)) {
                variables[v] = other.variables[v];
            }
        }
    }

    private Key key(List<Integer> seen) {
        return new Key(calls, seen, Map.copyOf(values), Map.copyOf(allocated), Set.copyOf(freed),
                Set.copyOf(leaving), Set.copyOf(published), Map.copyOf(ledger), Map.copyOf(books), carried);
    }
}
