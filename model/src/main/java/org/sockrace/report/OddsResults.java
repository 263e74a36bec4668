package org.sockrace.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.sockrace.check.OddsReport;
import org.sockrace.format.Results;

/** The JSON document of the odds of a scenario. */
public final class OddsResults {

    private OddsResults() { }

    /** The document. */
    public static Results of(Origin origin, OddsReport report) {
        ObjectNode node = JsonReport.origin(origin);
        report.columns().forEach(node.putArray("columns")::add);
        node.put("limit", report.limit().isEmpty() ? null : report.limit()).put("states", report.states()).put("transitions", report.transitions());
        node.set("times", basis(report.table()));
        ArrayNode all = node.putArray("likelihoods");
        report.all().forEach(one -> all.add(likelihood(one)));
        if (report.goal() == null) {
            node.putNull("goal");
        } else {
            node.set("goal", goal(report.goal()));
        }
        report.notes().forEach(node.putArray("notes")::add);
        return new Results("odds", List.of(), List.of(), JsonReport.fields(node));
    }

    static ObjectNode basis(OddsReport.Basis table) {
        return JsonReport.object().put("table", table.name()).put("machine", table.machine()).put("kinds", table.kinds()).put("assumed", table.assumed());
    }

    static ObjectNode likelihood(OddsReport.Likelihood one) {
        ObjectNode node = JsonReport.object().put("property", one.property() == null ? null : one.property().id());
        one.outcome().forEach(node.putArray("values")::add);
        return node.put("message", one.message().isEmpty() ? null : one.message()).put("probability", one.probability());
    }

    private static ObjectNode goal(OddsReport.GoalOdds goal) {
        ObjectNode node = likelihood(goal.what());
        boolean ever = goal.what().probability() > 0;
        node.put("attempts_50", ever ? (Double) goal.half() : null).put("attempts_99", ever ? (Double) goal.nearly() : null)
                .put("attempt_seconds", goal.attemptSeconds()).put("seconds", ever ? (Double) goal.seconds() : null);
        ArrayNode influences = node.putArray("influences");
        for (OddsReport.Influence one : goal.influences()) {
            ObjectNode influence = influences.addObject().put("operation", one.operation());
            one.threads().forEach(influence.putArray("threads")::add);
            influence.put("seconds", one.seconds()).put("elasticity", one.elasticity()).put("assumed", one.assumed());
        }
        ArrayNode slowed = node.putArray("slowed");
        goal.slowed().forEach(one -> slowed.addObject().put("operation", one.operation()).put("seconds", one.seconds()).put("probability", one.probability()));
        return node;
    }
}
