package org.sockrace.check;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.sockrace.explore.Ending;

/** Finds an execution for each outcome that was reached. */
final class Witnesses {

    /** Nobody looks at more. */
    private static final int MOST = 50;

    private Witnesses() { }

    /** In the order of the outcome table; those that were not found in time are left out. */
    static List<Witness> of(Judge judge, Violations search) {
        Set<List<String>> outcomes = new LinkedHashSet<>();
        for (Outcome outcome : judge.outcomes()) {
            outcome.cases().forEach(one -> outcomes.add(one.values()));
            if (outcome.cases().isEmpty() && outcome.count() > 0) {
                outcomes.add(outcome.values());
            }
        }
        if (judge.outcomes().isEmpty()) {
            outcomes.add(List.of());
        }
        List<Witness> witnesses = new ArrayList<>();
        for (List<String> outcome : outcomes.stream().limit(MOST).toList()) {
            witnesses.addAll(one(judge, search, outcome));
        }
        return witnesses;
    }

    /** One for that outcome, of which {@code *} is any result; none if it was not reached, or not found again in time. */
    static List<Witness> one(Judge judge, Violations search, List<String> outcome) {
        Set<Ending> endings = judge.endings(outcome);
        Witness witness = endings.isEmpty() ? null : search.ending(endings, outcome);
        return witness == null ? List.of() : List.of(witness);
    }
}
