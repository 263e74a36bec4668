/**
 * Timed simulation in virtual time: threads take their steps when their times have come, on processors of which there may be too few. It can do what exact
 * figures cannot: any distribution, preemption, run queues. Deterministic: the same seed gives the same executions. Times are in seconds.
 */
package org.sockrace.odds.simulation;
