package org.sockrace.report;

import org.sockrace.check.CheckReport;
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
}
