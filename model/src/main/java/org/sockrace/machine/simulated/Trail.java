package org.sockrace.machine.simulated;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.sockrace.automata.Frame;

/**
 * Where in the source a call's code stands after what it has observed so far. It stands there in every run that begins in the same state, so the stack, which
 * is slow to walk, is walked once, however often the automata are built.
 */
final class Trail {

    private final List<Frame.Stack> places = new ArrayList<>();
    private final Map<Integer, Trail> next = new HashMap<>(2);

    /** The place at which the code says something for the n-th time since its latest observation. */
    Frame.Stack place(int n, Supplier<Frame.Stack> walk) {
        if (n == places.size()) {
            places.add(walk.get());
        }
        return places.get(n);
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
