package org.sockrace.explore;

import java.util.List;

/** A way to explore. Implementations have no state of their own, so one may be used by several threads at once. */
@FunctionalInterface
public interface Engine {

    /**
     * Explores the automata of that source, and larger ones if it reaches what they do not cover.
     *
     * @param monitors the properties to look for, besides those that every step may break
     * @param budget when to give up; giving up is a claim, not an exception
     */
    Exploration explore(Source source, List<Monitor> monitors, Budget budget);
}
