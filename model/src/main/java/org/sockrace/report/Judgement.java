package org.sockrace.report;

import org.sockrace.check.CheckReport;
import org.sockrace.check.Verdict;
import org.sockrace.check.Violation;
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
     * Judges a check. A scenario that expects properties to break is met if each of them does, whatever else breaks; one that expects to be
     * bounded is met unless something breaks.
     */
    public static Judgement of(Scenario scenario, CheckReport report) {
        Expectation expectation = scenario.expectation();
        boolean broken = report.verdict() == Verdict.BREAKS;
        return switch (expectation.kind()) {
            case HOLDS -> broken ? UNEXPECTED : report.verdict() == Verdict.BOUNDED ? INCONCLUSIVE : MET;
            case BOUNDED -> broken ? UNEXPECTED : MET;
            case BREAKS -> {
                boolean all = report.violations().stream().map(Violation::property).toList().containsAll(expectation.properties());
                yield broken ? all ? MET : UNEXPECTED : report.verdict() == Verdict.HOLDS ? UNEXPECTED : INCONCLUSIVE;
            }
        };
    }

    /** Whether this violation is one that the scenario expects. */
    static boolean expected(Scenario scenario, Violation violation) {
        return scenario.expectation().properties().contains(violation.property());
    }
}
