package org.sockrace.machine.simulated;

import java.util.HashMap;
import java.util.HashSet;
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

    /** Hears what was observed where. */
    @FunctionalInterface
    interface Listener {
        void seen(Operation op, Frame.Stack at, int value);
    }

    /** Recalls what others have seen at a place; tells whether that is all, and need not be asked for again. */
    @FunctionalInterface
    interface Memory {
        boolean recall(Operation op, Frame.Stack at, Set<Integer> values);
    }

    private final Map<Site, Set<Integer>> seen = new HashMap<>();
    private final Memory before;
    private final Set<Site> recalled = new HashSet<>();
    /** Whether there may be more than was told since the role began. */
    private boolean outdated;

    /** Nothing is known yet but what others have seen. */
    Observations(Memory before) {
        this.before = before;
    }

    /** The code of the role is run from its beginning, all that it can do. */
    void begin() {
        outdated = false;
    }

    /** Whether there is more than the role was told since it began, or may be by now. */
    boolean outdated() {
        return outdated;
    }

    /** Takes note. */
    void add(Operation op, Frame.Stack at, int value) {
        outdated = true;
        seen.computeIfAbsent(new Site(op, at), s -> new TreeSet<>()).add(value);
    }

    /** What was observed there, in ascending order. */
    int[] of(Operation op, Frame.Stack at) {
        Site site = new Site(op, at);
        Set<Integer> values = seen.computeIfAbsent(site, s -> new TreeSet<>());
        if (!recalled.contains(site)) {
            if (before.recall(op, at, values)) {
                recalled.add(site);
            } else {
                outdated = true;
            }
        }
        return values.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Tells everything. */
    void forEach(Listener listener) {
        seen.forEach((site, values) -> values.forEach(value -> listener.seen(site.op, site.at, value)));
    }
}
