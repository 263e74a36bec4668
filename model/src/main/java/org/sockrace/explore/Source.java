package org.sockrace.explore;

import java.util.Collection;
import org.sockrace.automata.World;

/**
 * Where automata come from. They may cover less than what can happen: an engine that reaches something that they do not cover says so and is given larger ones.
 * An execution that stays within the automata is a real one; so once an engine has reached nothing beyond them, it has seen the whole system.
 */
public interface Source {

    /**
     * Something that a thread did and its automaton does not say what follows.
     *
     * @param role the role of the thread
     * @param node the node it was at
     * @param observed what it observed there; of no meaning if the node is a FRONTIER
     */
    record Unknown(int role, int node, int observed) { }

    /**
     * The automata as they are now.
     *
     * @throws CutShortException if the budget is used up before they are built
     */
    World world(Budget budget);

    /**
     * Follows what was not followed before. Nodes have other numbers afterwards.
     *
     * @param unknown what was reached in the present automata; not empty
     * @return whether there is more now; false if a loop would have to be followed further than is sensible
     * @throws CutShortException if the budget is used up meanwhile
     */
    boolean extend(Collection<Unknown> unknown, Budget budget);

    /**
     * The same for whoever can bear automata that {@linkplain org.sockrace.automata.Automaton#heads lead back}: rounds of an endless program that have become
     * many are followed as ones that come back, if they do.
     */
    default boolean extendRound(Collection<Unknown> unknown, Budget budget) {
        return extend(unknown, budget);
    }

    /** Whether what is reached beyond the automata is the rule at first: then it pays to find it cheaply. */
    default boolean growing() {
        return false;
    }

    /** The same automata for those for whom executions must have an end: they never lead back, and rounds that are many are not followed further. */
    static Source unrolled(Source source) {
        return new Source() {
            @Override
            public World world(Budget budget) {
                return source.world(budget);
            }

            @Override
            public boolean extend(Collection<Unknown> unknown, Budget budget) {
                return source.extend(unknown, budget);
            }

            @Override
            public boolean growing() {
                return source.growing();
            }
        };
    }

    /** Automata that are as large as they will ever be. */
    static Source of(World world) {
        return new Source() {
            @Override
            public World world(Budget budget) {
                return world;
            }

            @Override
            public boolean extend(Collection<Unknown> unknown, Budget budget) {
                return false;
            }
        };
    }
}
