package org.sockrace.machine.simulated;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What a thread knows by itself between two of its calls: its variables, and the memory that nobody else can change. Also its state during a call. */
final class LocalState {

    /** A state between two calls, comparable: two threads with equal keys have equal futures. */
    record Key(int calls, List<Integer> variables, Map<Integer, Integer> values, Map<String, Integer> allocated, Set<Integer> freed,
               Set<Integer> published, Map<String, Integer> ledger) { }

    /** How many calls are done. */
    int calls;
    final int[] variables;
    /** Values of cells that only this thread writes, where they differ from the initial ones. */
    final Map<Integer, Integer> values = new HashMap<>();
    /** Objects taken so far, by cache. */
    final Map<String, Integer> allocated = new HashMap<>();
    /** Regions of this thread alone that it has freed, by number. */
    final Set<Integer> freed = new HashSet<>();
    /** Regions taken that others may know of by now, by number. */
    final Set<Integer> published = new HashSet<>();
    /** Taken minus given back, by kind. */
    final Map<String, Integer> ledger = new TreeMap<>();
    /** The regions taken, while a call runs and after. */
    final List<SimRegion> taken = new ArrayList<>();

    LocalState(int variables) {
        this.variables = new int[variables];
    }

    private LocalState(LocalState other) {
        calls = other.calls;
        variables = other.variables.clone();
        values.putAll(other.values);
        allocated.putAll(other.allocated);
        freed.addAll(other.freed);
        published.addAll(other.published);
        ledger.putAll(other.ledger);
        taken.addAll(other.taken);
    }

    LocalState copy() {
        return new LocalState(this);
    }

    /** Whether this history took the region and has shown it to nobody yet. */
    boolean owns(SimRegion region) {
        return !published.contains(region.id) && taken.contains(region);
    }

    int value(Cell cell) {
        Integer value = values.get(cell.id);
        return value != null ? value : cell.initial;
    }

    void set(Cell cell, int value) {
        if (value == cell.initial) {
            values.remove(cell.id);
        } else {
            values.put(cell.id, value);
        }
    }

    /** Forgets what cannot matter any more, so that equal futures have equal keys. */
    void tidy(ThreadProgram program, int role, List<Cell> cells) {
        for (int v = 0; v < variables.length; v++) {
            if (!program.live(v, calls)) {
                variables[v] = 0;
            }
        }
        values.keySet().removeIf(id -> freed.contains(cells.get(id).region.id));
        Set<String> busy = new HashSet<>();
        for (SimRegion region : taken) {
            if (!region.privateTo(role) || !freed.contains(region.id)) {
                busy.add(Ledger.kind(region.name()));
            }
        }
        taken.removeIf(region -> forget(region, busy));
        allocated.keySet().removeIf(cache -> !busy.contains(cache));
    }

    private boolean forget(SimRegion region, Set<String> busy) {
        if (busy.contains(Ledger.kind(region.name()))) {
            return false;
        }
        freed.remove(region.id);
        published.remove(region.id);
        return true;
    }

    Key key() {
        return new Key(calls, Arrays.stream(variables).boxed().toList(), Map.copyOf(values), Map.copyOf(allocated), Set.copyOf(freed),
                Set.copyOf(published), Map.copyOf(ledger));
    }
}
