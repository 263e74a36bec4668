package org.sockrace.anynumber;

import java.util.List;
import org.sockrace.automata.Cell;
import org.sockrace.automata.World;
import org.sockrace.search.PackedStates;

/** Parts of configurations in words that do not depend on how many threads there are. Not thread-safe. */
final class InWords {

    private final World world;
    private final int[] roles;
    private final int role;
    /** The first thread of the role. */
    private final int first;
    private final PackedStates states;
    private final Rows shared;
    private final Rows locals;
    private final List<Cell> counters;

    InWords(World world, int role, int first, PackedStates states, Rows shared, Rows locals, List<Cell> counters) {
        this.world = world;
        this.roles = world.roles();
        this.role = role;
        this.first = first;
        this.states = states;
        this.shared = shared;
        this.locals = locals;
        this.counters = counters;
    }

    String shared(int number) {
        long[] of = new long[shared.width()];
        shared.get(number, of);
        StringBuilder text = new StringBuilder();
        for (int t = 0; t < roles.length; t++) {
            text.append(roles[t] == role ? "" : world.threadName(t) + " at " + states.described(t, states.part(t, of, 0)) + "; ");
        }
        return text.append(states.memory(of, 0)).toString();
    }

    String local(int number) {
        StringBuilder text = new StringBuilder(states.described(first, locals.get(number, 0)));
        for (int c = 0; c < counters.size(); c++) {
            text.append(", ").append(locals.get(number, 1 + c)).append(" of ").append(counters.get(c).id).append(' ').append(counters.get(c));
        }
        return text.toString();
    }
}
