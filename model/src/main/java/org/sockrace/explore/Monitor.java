package org.sockrace.explore;

import java.util.List;
import java.util.Set;
import org.sockrace.automata.Edge;
import org.sockrace.machine.Property;
import org.sockrace.semantics.Run;

/**
 * A property of states or steps that an execution may break and go on. It says what it looks at, so that a reduction cannot hide that from it. Engines that
 * keep plain states call the methods; engines that compile states have their own form of each monitor, which tests hold against this one.
 */
public interface Monitor {

    /** All that there are, with no race exempted. */
    static List<Monitor> all() {
        return List.of(new UnregisterContract(), new DataRaces(List.of()));
    }

    /** What is broken if it finds something. */
    Property property();

    /** All that it looks at. */
    Set<Observable> observes();

    /** Looks at a state. */
    default void state(Run run, Findings findings) { }

    /** Looks at a step that the thread is about to take, along that edge of the node where it stands. */
    default void step(Run before, int thread, Edge edge, Findings findings) { }
}
