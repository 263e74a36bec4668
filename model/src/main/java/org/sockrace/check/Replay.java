package org.sockrace.check;

import org.sockrace.explain.Counterexample;

/**
 * What a replayed schedule showed.
 *
 * @param broken what it breaks, or null
 * @param checked whether that was asked for: the scenario, or who replays it, may check other properties only
 * @param notRun how many steps of the schedule were not run, because the execution had ended before them
 * @param execution the steps
 */
public record Replay(Violation broken, boolean checked, int notRun, Counterexample execution) { }
