package org.sockrace.check;

/** Hears how a search goes. Called from the searching thread; must return at once. */
@FunctionalInterface
public interface Progress {

    /** Hears nothing. */
    Progress NONE = (scenario, states, frontier, level) -> { };

    /**
     * A level of the search is complete.
     *
     * @param scenario its name
     * @param states states visited so far
     * @param frontier states waiting to be expanded
     * @param level the distance from the initial state
     */
    void level(String scenario, long states, long frontier, int level);
}
