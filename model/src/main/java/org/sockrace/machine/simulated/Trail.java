package org.sockrace.machine.simulated;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sockrace.automata.Frame;

/**
 * Where in the source a call's code stands after what it has observed so far. It stands there in every run that begins in the same state, so the stack, which
 * is slow to walk, is walked once, however often the automata are built.
 */
final class Trail {

    private final List<Frame.Stack> places = new ArrayList<>();
    private final Map<Integer, Trail> next = new HashMap<>(2);

    /** The place at which the code says something for the n-th time since its latest observation; null if it has not been looked at. */
    Frame.Stack place(int n) {
        return n < places.size() ? places.get(n) : null;
    }

    /** The code stands there when it says something for the first time that has no place yet. */
    void add(Frame.Stack place) {
        places.add(place);
    }

    /** After one more observation. */
    Trail after(int observed) {
        Trail known = next.get(observed);
        if (known == null) {
            known = new Trail();
            next.put(observed, known);
        }
        return known;
    }
}
