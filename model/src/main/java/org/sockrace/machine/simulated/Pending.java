package org.sockrace.machine.simulated;

import java.util.ArrayList;
import java.util.List;
import org.sockrace.automata.Edge;
import org.sockrace.automata.Frame;
import org.sockrace.automata.Node;
import org.sockrace.automata.Note;
import org.sockrace.automata.Operation;
import org.sockrace.automata.Stand;

/** A local state while it is built: the operation, the observations tried so far, and what followed them. */
final class Pending {

    final Operation op;
    final Frame.Stack at;
    private final Stand stand;
    private final int[] outcomes;
    private int next;
    private final List<Edge> edges = new ArrayList<>();
    private List<Note> notes;
    /** Where the code stands after the observation that is being tried, or null if it was not there yet. */
    private Trail after;
    private final Note.Breach breach;
    /** The join point right before it, or null. */
    Object join;
    /** What the head of a loop right before it can see, or null; and its number, if edges lead back to it, or -1. */
    Object head;
    int back = -1;
    /** What a daemon leaves that stays here for ever, or null if it must not. */
    Node.End resting;

    /** @param breach the rule that the operation breaks, or null */
    Pending(Stand stand, Frame.Stack at, int[] outcomes, Note.Breach breach) {
        this.breach = breach;
        begin();
        this.op = stand.op();
        this.at = at;
        this.stand = stand;
        this.outcomes = outcomes;
    }

    private void begin() {
        notes = new ArrayList<>();
        if (breach != null) {
            notes.add(breach);
        }
    }

    /** Where the code stands after the observation that is being tried, given where it stood before the operation. */
    Trail after(Trail before) {
        if (after == null) {
            after = before.after(observed());
        }
        return after;
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
        begin();
        next++;
        after = null;
    }

    /** Whether an observation is left to try. */
    boolean open() {
        return next < outcomes.length;
    }

    /** What is known of it now. */
    Segment.Place place() {
        return new Segment.Place(op, at, stand, List.copyOf(edges), null, resting);
    }
}
