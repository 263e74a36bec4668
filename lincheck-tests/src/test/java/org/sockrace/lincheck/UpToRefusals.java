package org.sockrace.lincheck;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionResult;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.lincheck.datastructures.verifier.CachedVerifier;
import org.jetbrains.lincheck.datastructures.verifier.LinearizabilityVerifier;

/**
 * Linearizability up to refusals. A call of the kernel may be refused because of what another call does only for a moment: a socket() that
 * fails has held the module before, and a delete_module that found it held returns EWOULDBLOCK although no order of the two calls explains
 * that. Such a call has done nothing, so it may be left out of the history, but only if a call that can have been the reason overlapped it.
 * The rest must be linearizable.
 */
public final class UpToRefusals extends CachedVerifier {

    /**
     * Which results are refusals.
     *
     * @param call the call that is refused
     * @param result how
     */
    private record Refusal(String call, String result) { }

    /** Why: any of these calls, if it overlaps. */
    private static final Map<Refusal, Set<String>> REASONS = Map.of(
            // A creator holds the module, and so does its init.
            new Refusal("rmmod", "EWOULDBLOCK"), Set.of("socket", "insmod"),
            // It comes or goes.
            new Refusal("rmmod", "EBUSY"), Set.of("insmod", "rmmod"),
            // Its name, or its family, is still taken by one that comes or goes.
            new Refusal("insmod", "EEXIST"), Set.of("insmod", "rmmod"),
            // One of its name was on its way when it came, and is gone: since 6.2, and in stable trees of 5.4 and later, it does not try again.
            new Refusal("insmod", "EBUSY"), Set.of("insmod", "rmmod"),
            // The descriptor is reserved.
            new Refusal("dup2", "EBUSY"), Set.of("socket", "accept", "dup"));

    private final LinearizabilityVerifier strict;

    /** Made by Lincheck. */
    public UpToRefusals(Class<?> sequentialSpecification) {
        strict = new LinearizabilityVerifier(sequentialSpecification);
    }

    @Override
    public boolean verifyResultsImpl(ExecutionScenario scenario, ExecutionResult results) {
        History history = new History(scenario, results);
        List<History.Place> refusals = history.parallelPlaces().stream().filter(place -> refusedForAMoment(history, place)).toList();
        return explained(history, refusals, refusals.size());
    }

    /** Whether the history is linearizable without some of the first {@code count} refusals; the last goes first, so that the others keep their places. */
    private boolean explained(History history, List<History.Place> refusals, int count) {
        if (strict.verifyResults(history.scenario(), history.results())) {
            return true;
        }
        for (int i = count - 1; i >= 0; i--) {
            if (explained(history.without(refusals.get(i)), refusals, i)) {
                return true;
            }
        }
        return false;
    }

    private static boolean refusedForAMoment(History history, History.Place place) {
        Set<String> reasons = REASONS.getOrDefault(new Refusal(history.call(place), history.result(place)), Set.of());
        return history.overlapping(place).stream().anyMatch(reasons::contains);
    }
}
