/**
 * How likely something is, if every operation takes its time. Exact, for durations that are exponential or a few exponential phases: {@link
 * org.sockrace.odds.Chain} is the state graph as a Markov chain, {@link org.sockrace.odds.Hitting} what comes of it. Knows automata and graphs, but no kernel
 * and no scenario. Times are in seconds.
 */
package org.sockrace.odds;
