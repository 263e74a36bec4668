package org.sockrace.search;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.sockrace.machine.Property;

/** What a search has found so far. Not thread-safe: each worker has its own, merged at the end. */
public final class Findings {

    private static final int MOST_BREAKAGES = 200;
    private final Set<Breakage> breakages = new LinkedHashSet<>();
    private final Set<Property> stops = EnumSet.noneOf(Property.class);
    private final Map<List<Integer>, Long> endings = new LinkedHashMap<>();
    private final long[][] taken;
    private boolean frontier;

    Findings(Model model) {
        taken = new long[model.tables.length][];
        for (int r = 0; r < taken.length; r++) {
            taken[r] = new long[model.tables[r].target.length];
        }
    }

    void broken(Breakage breakage) {
        if (breakages.size() < MOST_BREAKAGES) {
            breakages.add(breakage);
        }
    }

    /** The same, and the execution goes no further: it has no final state. */
    void stopped(Breakage breakage) {
        stops.add(breakage.property());
        broken(breakage);
    }

    /** A final state in which the threads ended at these automaton nodes (-1 for daemons). */
    void ended(List<Integer> nodes) {
        endings.merge(nodes, 1L, Long::sum);
    }

    /** A history that was cut off when the automata were built has been reached. */
    void reachedFrontier() {
        frontier = true;
    }

    void took(int role, int successor) {
        taken[role][successor]++;
    }

    void merge(Findings other) {
        other.breakages.forEach(this::broken);
        stops.addAll(other.stops);
        other.endings.forEach((nodes, n) -> endings.merge(nodes, n, Long::sum));
        for (int r = 0; r < taken.length; r++) {
            for (int s = 0; s < taken[r].length; s++) {
                taken[r][s] += other.taken[r][s];
            }
        }
        frontier |= other.frontier;
    }

    /** All broken properties, in the order in which they were found. */
    public Set<Breakage> breakages() {
        return breakages;
    }

    /** The properties at whose violation executions were left, before their final state; all of them, however many breakages there are. */
    public Set<Property> stops() {
        return stops;
    }

    /** The final states: the automaton node at which each thread ended, and how many such states there are. */
    public Map<List<Integer>, Long> endings() {
        return endings;
    }

    /** Whether a history was reached that the automata do not cover: the search is not exhaustive. */
    public boolean frontierReached() {
        return frontier;
    }

    /** How often the first of each group of successors was taken, by role. */
    long[] taken(int role) {
        return taken[role];
    }

    /** The breakages by property, for tests. */
    public Map<Property, Integer> byProperty() {
        Map<Property, Integer> counts = new TreeMap<>();
        breakages.forEach(b -> counts.merge(b.property(), 1, Integer::sum));
        return counts;
    }
}
