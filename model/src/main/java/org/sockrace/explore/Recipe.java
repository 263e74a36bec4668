package org.sockrace.explore;

import java.io.Serializable;
import java.util.List;

/** How another process makes the same automata: whoever follows it gets those that everybody gets who follows it. Immutable. */
public interface Recipe extends Serializable {

    /**
     * Automata that have not grown yet.
     *
     * @throws RuntimeException if they cannot be made here: where the recipe was written they could
     */
    Source source();

    /** What is looked for besides what stops an execution. */
    List<Monitor> monitors();
}
