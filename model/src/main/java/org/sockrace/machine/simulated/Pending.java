package org.sockrace.machine.simulated;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A local state while it is built: the operation, the observations tried so far, and what followed them. */
final class Pending {

    final Operation op;
    final Frame.Stack at;
    private final boolean reader;
    private final boolean schedReader;
    private final Set<Integer> inside;
    private final int[] outcomes;
    private int next;
    private final List<Edge> edges = new ArrayList<>();
    private List<Note> notes = new ArrayList<>();

    Pending(Operation op, Frame.Stack at, boolean reader, boolean schedReader, Set<Integer> inside, int[] outcomes) {
        this.op = op;
        this.at = at;
        this.reader = reader;
        this.schedReader = schedReader;
        this.inside = inside;
        this.outcomes = outcomes;
    }

    /** The observation that is being tried. */
    int observed() {
        return outcomes[next];
    }

    void note(Note note) {
        notes.add(note);
    }

    /** The observation being tried led to that node. */
    void close(int target) {
        edges.add(new Edge(outcomes[next], target, List.copyOf(notes)));
        notes = new ArrayList<>();
        next++;
    }

    /** Whether an observation is left to try. */
    boolean open() {
        return next < outcomes.length;
    }

    Node node() {
        return new Node(op, at, reader, schedReader, inside, List.copyOf(edges), null, null);
    }
}
