package org.sockrace.automata;

import java.util.BitSet;
import java.util.List;

/**
 * Everything that threads of one role can do, as far as it was followed: an observation without an edge leads to what is not known yet.
 *
 * @param role the role
 * @param nodes the local states; edges lead to smaller numbers, so there are no cycles, but for those that lead back to where {@linkplain #heads a round
 *     begins}
 * @param start the first local state
 * @param startNotes what the code said before its first operation
 * @param histories how many local states there were before those of equal future were merged
 */
public record Automaton(Role role, List<Node> nodes, int start, List<Note> startNotes, int histories) {

    /**
     * Where rounds begin that lead back to such a place: the only nodes that edges from smaller numbers lead to. No reduction passes them over or has them go
     * first, so whoever goes round comes through a state in which all that can move does (C3 of {@code reduce.Condition}).
     */
    public BitSet heads() {
        BitSet heads = new BitSet();
        for (int n = 0; n < nodes.size(); n++) {
            for (Edge edge : nodes.get(n).edges()) {
                if (edge.target() >= n) {
                    heads.set(edge.target());
                }
            }
        }
        return heads;
    }

    /**
     * Where a daemon waits between two of its calls, before the first, or where it says so, or begins another round of a loop without waiting, by node; empty
     * for other threads.
     */
    public BitSet idle() {
        BitSet idle = new BitSet();
        if (role.daemon()) {
            idle.set(start);
            heads().stream().filter(n -> nodes.get(n).op().kind() == OpKind.LOAD).forEach(idle::set);
            for (int n = 0; n < nodes.size(); n++) {
                Node node = nodes.get(n);
                if (node.op().mayRest()) {
                    idle.set(n);
                }
                for (Edge edge : node.edges()) {
                    if (edge.notes().stream().anyMatch(Note.Returned.class::isInstance)) {
                        idle.set(edge.target());
                    }
                }
            }
        }
        return idle;
    }

    /** Where a thread has ended, or a daemon waits and need not be called again, by node. */
    public BitSet ended() {
        BitSet ended = idle();
        for (int n = 0; n < nodes.size(); n++) {
            if (nodes.get(n).op().kind() == OpKind.DONE) {
                ended.set(n);
            }
        }
        return ended;
    }
}
