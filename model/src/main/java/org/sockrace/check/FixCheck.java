package org.sockrace.check;

import java.util.List;

/**
 * What repairs a scenario that breaks, as far as that was tried; and what a repaired kernel makes of the schedule of one violation.
 *
 * @param attempts what was tried, in that order
 * @param along how the schedule goes on the first of these that holds, one sentence each; empty if none does, or there is no schedule
 */
public record FixCheck(List<Attempt> attempts, List<String> along) {

    /** Copies both. */
    public FixCheck {
        attempts = List.copyOf(attempts);
        along = List.copyOf(along);
    }

    /** The one that the schedule was tried on: the first that repairs it, or else one that hides it; null if there is none. */
    public Attempt followed() {
        return holding().stream().findFirst().or(() -> attempts.stream().filter(a -> a.result() == Attempt.Result.HOLDS).findFirst()).orElse(null);
    }

    /** Those that repair it. */
    public List<Attempt> holding() {
        return attempts.stream().filter(a -> a.result() == Attempt.Result.HOLDS && !a.hides()).toList();
    }
}
