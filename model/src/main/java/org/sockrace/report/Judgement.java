package org.sockrace.report;

import java.util.LinkedHashSet;
import java.util.Set;
import org.sockrace.check.CheckReport;
import org.sockrace.check.Verdict;
import org.sockrace.check.Violation;
import org.sockrace.machine.Property;
import org.sockrace.scenario.Expectation;
import org.sockrace.scenario.Scenario;

/** Whether a check found what its scenario expects. */
public enum Judgement {
    /** It did. */
    MET,
    /** It found something else. */
    UNEXPECTED,
    /** It was cut short before that could be said. */
    INCONCLUSIVE;

    /**
     * Judges a check. A scenario that expects properties to break is met if exactly these do; one that expects to be bounded is met unless something
     * breaks. What breaks and is not expected is unexpected whatever else was found; that all else holds is said only if all was searched.
     */
    public static Judgement of(Scenario scenario, CheckReport report) {
        Expectation expectation = scenario.expectation();
        if (!unnamed(scenario, report).isEmpty()) {
            return UNEXPECTED;
        }
        return switch (expectation.kind()) {
            case HOLDS -> report.verdict() == Verdict.BOUNDED ? INCONCLUSIVE : MET;
            case BOUNDED -> MET;
            case BREAKS -> breaks(scenario, report);
        };
    }

    /** All that is expected must break, and nothing else: a search that was cut short may have missed either. */
    private static Judgement breaks(Scenario scenario, CheckReport report) {
        boolean missing = !missing(scenario, report).isEmpty();
        boolean nothingElse = !missing && scenario.expectation().properties().containsAll(scenario.always());
        if (!report.exhaustive() && !nothingElse) {
            return INCONCLUSIVE;
        }
        return missing ? UNEXPECTED : MET;
    }

    private static Set<Property> broken(CheckReport report) {
        Set<Property> broken = new LinkedHashSet<>();
        report.violations().forEach(v -> broken.add(v.property()));
        return broken;
    }

    /** What is broken and not expected to be, or the other way round. */
    public static Set<Property> unexpected(Scenario scenario, CheckReport report) {
        Set<Property> unexpected = unnamed(scenario, report);
        unexpected.addAll(missing(scenario, report));
        return unexpected;
    }

    /** What is broken and not expected to be. */
    static Set<Property> unnamed(Scenario scenario, CheckReport report) {
        Set<Property> unnamed = broken(report);
        unnamed.removeAll(scenario.expectation().properties());
        return unnamed;
    }

    /** What is expected to break and was not found broken. */
    static Set<Property> missing(Scenario scenario, CheckReport report) {
        Set<Property> missing = new LinkedHashSet<>(scenario.expectation().properties());
        missing.removeAll(broken(report));
        return missing;
    }

    /** Whether this violation is one that the scenario expects. */
    static boolean expected(Scenario scenario, Violation violation) {
        return scenario.expectation().properties().contains(violation.property());
    }
}
