package org.sockrace.automata;

import java.util.List;

/**
 * What follows one observation.
 *
 * @param observed what the operation returned
 * @param target the node reached
 * @param notes what the code said on the way there
 */
public record Edge(int observed, int target, List<Note> notes) {

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof Edge e && observed == e.observed && target == e.target && notes.equals(e.notes);
    }

    @Override
    public int hashCode() {
        return (31 * observed + target) * 31 + notes.size();
    }
}
