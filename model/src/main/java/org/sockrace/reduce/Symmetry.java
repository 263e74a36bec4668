package org.sockrace.reduce;

import java.util.BitSet;
import java.util.List;
import org.sockrace.automata.Automaton;
import org.sockrace.automata.OpKind;
import org.sockrace.automata.World;

/** Which threads can be exchanged: those of one role, unless they begin grace periods of their own ({@link Condition#NO_IDENTITY_ELSEWHERE}). */
public final class Symmetry {

    private Symmetry() { }

    /** The roles whose threads are interchangeable; empty if that is not to be used. */
    public static BitSet roles(World world, Reductions reductions) {
        BitSet roles = new BitSet();
        List<Automaton> automata = world.automata();
        for (int r = 0; reductions.symmetry() && r < automata.size(); r++) {
            boolean waits = automata.get(r).nodes().stream().anyMatch(n -> n.op().kind() == OpKind.SYNC_BEGIN);
            roles.set(r, automata.get(r).role().copies() > 1 && !(waits && reductions.asks(Condition.NO_IDENTITY_ELSEWHERE)));
        }
        return roles;
    }
}
