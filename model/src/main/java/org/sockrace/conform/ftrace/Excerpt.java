package org.sockrace.conform.ftrace;

import org.sockrace.explain.Counterexample;

/**
 * A part of a recording, as an execution of which only the events are known: each is a step, numbered as in the whole recording.
 *
 * @param events the tasks, and what they did
 * @param first the number of the first event that is shown, from 1; 0 if there is none
 * @param last the number of the last one
 * @param total how many events there are that say something about sockets and modules
 */
public record Excerpt(Counterexample events, int first, int last, int total) { }
