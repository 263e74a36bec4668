/**
 * The seam between automata and engines: an {@link org.sockrace.explore.Engine} explores the automata that a {@link org.sockrace.explore.Source} makes,
 * within a {@link org.sockrace.explore.Budget}, looks at what its {@link org.sockrace.explore.Monitor}s say they observe, and returns {@link
 * org.sockrace.explore.Findings} with a {@link org.sockrace.explore.Claim}: how much of all executions it has seen. Engines return data; they never print.
 */
package org.sockrace.explore;
