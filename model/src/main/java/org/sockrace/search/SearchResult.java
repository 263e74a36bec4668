package org.sockrace.search;

/**
 * What a search did.
 *
 * @param findings what it found
 * @param states states visited
 * @param transitions transitions taken
 * @param levels the largest distance from the initial state, counted in states: 1 for the initial state alone
 * @param limit why it stopped early, or null if it visited everything
 * @param bytes the most memory that its states took
 */
public record SearchResult(Findings findings, long states, long transitions, int levels, String limit, long bytes) {

    /** Whether every reachable state was visited. */
    public boolean exhaustive() {
        return limit == null && !findings.frontierReached();
    }
}
