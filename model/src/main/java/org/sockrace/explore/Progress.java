package org.sockrace.explore;

/** Hears how far an engine is. Called from the exploring thread; must return at once. */
public interface Progress {

    /** What an engine is doing. */
    enum Phase {
        /** The modelled code is run to make automata: counts histories. */
        BUILDING,
        /** Reductions are computed: counts nothing. */
        REDUCING,
        /** States are visited: counts states. */
        SEARCHING,
        /** What was found is turned into results: counts final states. */
        JUDGING,
        /** The simplest schedule of a violation is looked for: counts states. */
        EXPLAINING
    }

    /** What states are kept in. */
    enum Store { MEMORY, DISK }

    /** Hears nothing. */
    Progress NONE = (phase, count, frontier, level) -> { };

    /**
     * That far.
     *
     * @param phase what is being done
     * @param count how much of it is done
     * @param frontier while searching: states waiting to be expanded; else 0
     * @param level while searching: the distance from the initial state; else 0
     */
    void at(Phase phase, long count, long frontier, int level);

    /**
     * How much room there is for states while searching; told before {@link #at}.
     *
     * @param used so many bytes are taken, more than 0
     * @param most with so many, the search stops
     */
    default void room(Store store, long used, long most) { }
}
