package org.sockrace.report;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.sockrace.check.CheckReport;
import org.sockrace.check.Violation;
import org.sockrace.machine.Property;
import org.sockrace.scenario.Scenario;

/**
 * A scenario and what its check found.
 *
 * @param scenario the scenario
 * @param report what was found
 * @param origin where the scenario comes from
 */
public record Checked(Scenario scenario, CheckReport report, Origin origin) implements Entry {

    /** Whether it is what the scenario expects. */
    public Judgement judgement() {
        return Judgement.of(scenario, report);
    }

    /** What is broken, what nobody expects first; unless all is as expected, then that is first. */
    public List<Violation> violations() {
        return report.violations().stream().sorted(Comparator.comparing(this::rank)).toList();
    }

    /** The first of them that has an execution: what explain shows first. */
    public Optional<Violation> shownFirst() {
        return violations().stream().filter(v -> v.counterexample() != null).findFirst();
    }

    private int rank(Violation violation) {
        boolean first = Judgement.expected(scenario, violation) == (judgement() == Judgement.MET);
        return violation.property().ordinal() + (first ? 0 : Property.values().length);
    }
}
