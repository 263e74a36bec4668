package org.sockrace.check;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.sockrace.explain.Counterexample;

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
            Set<List<Integer>> endings = judge.endings(outcome);
            Counterexample execution = endings.isEmpty() ? null : search.ending(endings);
            if (execution != null) {
                witnesses.add(new Witness(outcome, execution));
            }
        }
        return witnesses;
    }
}
