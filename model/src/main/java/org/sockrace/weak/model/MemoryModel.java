package org.sockrace.weak.model;

import java.util.List;
import java.util.Set;
import org.sockrace.weak.graph.Execution;
import org.sockrace.weak.graph.Relation;

/** Judges the executions of one skeleton, one after the other. Not for several threads at once. */
public interface MemoryModel {

    /**
     * Judges an execution of the skeleton that this was made for.
     *
     * @return the first axiom that it breaks; null if it is allowed
     */
    Axiom judge(Execution execution);

    /** What the model warns of in the execution that was judged last, and allowed: {@code data-race} and the like. Empty if there is nothing. */
    Set<String> flags();

    /** The pairs of accesses that race in the execution that was judged last, and allowed. */
    Relation races();

    /** From an event to those that are executed after it, in the execution that was judged last, and allowed; not transitive. */
    Relation executedBefore();

    /**
     * From an access to the writes that certainly come after it, in the execution that was judged last, and allowed: what is read is read before them, and what
     * is written is seen by whoever sees them. It tells whether memory may be given back.
     */
    Relation ordered();

    /**
     * Why the execution that was judged last breaks the axiom that was given back: pairs of events that make a cycle, or that contradict each other.
     *
     * @param broken what {@link #judge} gave back
     */
    List<Link> why(Axiom broken);
}
