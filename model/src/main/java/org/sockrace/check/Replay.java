package org.sockrace.check;

import java.util.List;
import org.sockrace.explain.Counterexample;

/**
 * What a replayed schedule showed.
 *
 * @param violations what is broken where it ends, each with the execution that shows it: the first is the one of {@code execution}; empty if nothing is
 * @param checked whether that was asked for: the scenario, or who replays it, may check other properties only
 * @param notRun how many steps of the schedule were not run, because the execution had ended before them
 * @param execution the steps
 */
public record Replay(List<Violation> violations, boolean checked, int notRun, Counterexample execution) {

    /** What is told first of what it breaks, or null. */
    public Violation broken() {
        return violations.isEmpty() ? null : violations.get(0);
    }
}
