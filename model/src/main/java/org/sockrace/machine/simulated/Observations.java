package org.sockrace.machine.simulated;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.sockrace.automata.Frame;
import org.sockrace.automata.Operation;

/**
 * What the threads of one role have been seen to observe, by operation and place in the code. Histories are followed for these values only: a thread that
 * reads ten cells, each of which holds one of ten values at some time, meets a handful of combinations, not 10^10.
 */
final class Observations {

    private record Site(Operation op, Frame.Stack at) { }

    private final Map<Site, Set<Integer>> seen = new HashMap<>();

    /** Takes note; tells whether it is news. */
    boolean add(Operation op, Frame.Stack at, int value) {
        return seen.computeIfAbsent(new Site(op, at), s -> new TreeSet<>()).add(value);
    }

    /** What was observed there, in ascending order. */
    int[] of(Operation op, Frame.Stack at) {
        return seen.getOrDefault(new Site(op, at), Set.of()).stream().mapToInt(Integer::intValue).toArray();
    }
}
