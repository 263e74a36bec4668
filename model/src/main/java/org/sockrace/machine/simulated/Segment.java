package org.sockrace.machine.simulated;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.sockrace.automata.Edge;
import org.sockrace.automata.Frame;
import org.sockrace.automata.Node;
import org.sockrace.automata.Note;
import org.sockrace.automata.Operation;
import org.sockrace.automata.Stand;
import org.sockrace.machine.Property;

/**
 * All that one call can do from one state of its thread on: the local states within it, and the ways out of it. It is made by running the code, and then put to
 * use wherever a thread comes to the call in a state that looks the same to its code.
 */
final class Segment {

    /**
     * A local state within the call. Targets of edges are numbers of places, or, below zero, of exits, or, from {@link #BACK} on, of heads of loops.
     *
     * @param broken the property that it breaks, or null
     * @param resting what a daemon that stays here for ever leaves, or null if it must not
     */
    record Place(Operation op, Frame.Stack at, Stand stand, List<Edge> edges, Property broken, Node.End resting) {

        // Each history asks whether its places are known.
        @Override
        public boolean equals(Object other) {
            return this == other || other instanceof Place p && broken == p.broken && at.equals(p.at) && edges.equals(p.edges) && stand.equals(p.stand)
                    && op.equals(p.op) && Objects.equals(resting, p.resting);
        }

        @Override
        public int hashCode() {
            return (op.hashCode() * 31 + at.hashCode()) * 31 + edges.hashCode();
        }

        Node node(List<Edge> mapped, Node.End first) {
            return new Node(op, at, stand.reader(), stand.schedReader(), stand.inside(), mapped, first != null ? first : resting, broken);
        }
    }

    /** Edges that lead back to the head of a loop have this number and that of the head. */
    static final int BACK = 1 << 30;

    private final List<Place> places = new ArrayList<>();
    private final Map<Place, Integer> numbers = new HashMap<>();
    /** The thread's state at each way out: the call has returned. */
    private final List<LocalState> exits = new ArrayList<>();
    private final Map<LocalState.Key, Integer> exitNumbers = new HashMap<>();
    /** The head of each loop: the number of its place. */
    private final List<Integer> heads = new ArrayList<>();
    private int start;
    private List<Note> notes = List.of();

    /** The number of this place, or of the one that has the same future. Places that edges lead to come first. */
    int place(Place place) {
        Integer known = numbers.putIfAbsent(place, places.size());
        if (known != null) {
            return known;
        }
        places.add(place);
        return places.size() - 1;
    }

    /** The number of that way out, below zero. */
    int exit(LocalState state) {
        Integer known = exitNumbers.putIfAbsent(state.key(), exits.size());
        if (known != null) {
            return -1 - known;
        }
        exits.add(state);
        return -exits.size();
    }

    /** The number of another head of a loop, whose place is not complete yet. */
    int head() {
        heads.add(null);
        return heads.size() - 1;
    }

    /** The head of that number is that place. */
    void head(int head, int place) {
        heads.set(head, place);
    }

    List<Integer> heads() {
        return heads;
    }

    /** The call begins at that place (or goes straight to that exit), after these notes. */
    void begin(int at, List<Note> said) {
        start = at;
        notes = List.copyOf(said);
    }

    List<Place> places() {
        return places;
    }

    List<LocalState> exits() {
        return exits;
    }

    int start() {
        return start;
    }

    List<Note> notes() {
        return notes;
    }
}
