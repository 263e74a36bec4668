package org.sockrace.spark;

import java.util.List;
import org.sockrace.check.CheckOptions;
import org.sockrace.check.CheckReport;
import org.sockrace.check.Checker;
import org.sockrace.check.Cluster;
import org.sockrace.explore.Progress;
import org.sockrace.scenario.Scenario;
import org.sockrace.scenario.ScenarioParser;

/** A scenario, and what searches of it find. */
record Reports(String text) {

    private static final String NAME = "tested";

    Scenario scenario() {
        return ScenarioParser.parse(text, "", NAME);
    }

    CheckReport inMemory(CheckOptions options) {
        return Checker.check(scenario(), options, Progress.NONE);
    }

    CheckReport on(String master, CheckOptions options, Progress progress) {
        return Checker.check(scenario(), options.withCluster(new Cluster(master, text, NAME)), progress);
    }

    /** All but how long it took, and in which order final states were met. */
    static List<Object> shown(CheckReport r) {
        return List.of(r.verdict(), r.exhaustive(), r.limit(), r.states(), r.transitions(), r.levels(), r.outcomes(), r.endings(), r.notes(), r.races(),
                r.labels(), r.edges(), r.calls(), r.unasked(), r.violations().stream()
                .map(v -> v.property() + v.message() + (v.counterexample() == null ? "" : v.counterexample().replay())).sorted().toList());
    }
}
