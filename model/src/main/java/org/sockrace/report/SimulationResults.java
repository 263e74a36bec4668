package org.sockrace.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.sockrace.check.SimulationReport;
import org.sockrace.format.Results;

/** The JSON document of a simulation. */
public final class SimulationResults {

    private SimulationResults() { }

    /** The document. */
    public static Results of(Origin origin, SimulationReport report) {
        ObjectNode node = JsonReport.origin(origin);
        report.columns().forEach(node.putArray("columns")::add);
        node.put("limit", report.limit().isEmpty() ? null : report.limit());
        node.set("times", OddsResults.basis(report.table()));
        SimulationReport.Setting set = report.set();
        node.put("processors", set.processors() == 0 ? null : (Integer) set.processors()).put("at_once", set.atOnce()).put("slice", set.slice())
                .put("preempt_every", set.preemptEvery()).put("preempt_for", set.preemptFor()).put("seed", set.seed());
        node.set("goal", report.goal() == null ? null : OddsResults.likelihood(report.goal()));
        node.put("attempts", report.attempts()).put("hits", report.hits()).put("low", report.low()).put("high", report.high())
                .put("virtual_seconds", report.seconds()).put("events", report.events()).put("preemptions", report.preemptions());
        boolean hit = !report.firstHit().isEmpty();
        node.put("schedule", hit ? report.firstHit() : null).put("replay", hit ? origin.replay(report.firstHit()) : null)
                .put("first_hit", hit ? (Double) report.firstHitAt() : null);
        ArrayNode waits = node.putArray("waits");
        report.waits().forEach(wait -> waits.addObject().put("what", wait.what()).put("count", wait.count()).put("median", wait.median())
                .put("p99", wait.p99()).put("longest", wait.longest()));
        node.set("splitting", report.rare() == null ? null : splitting(report.rare()));
        return new Results("simulate", List.of(), List.of(), JsonReport.fields(node));
    }

    private static ObjectNode splitting(SimulationReport.Rare rare) {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("replications", rare.replications()).put("missed", rare.missed())
                .put("exponential", rare.exponential());
        ArrayNode levels = node.putArray("levels");
        rare.levels().forEach(level -> levels.addObject().put("probability", level.probability()).put("attempts", level.attempts()).put("part", level.part()));
        return node;
    }
}
