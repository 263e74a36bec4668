package org.sockrace.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.sockrace.check.CheckReport;
import org.sockrace.compare.Comparison;

/** The JSON document of {@code compare}: schema 1. */
public final class CompareJson {

    private CompareJson() { }

    /** The document. */
    public static String document(Comparison c) {
        CheckReport report = c.report();
        ObjectNode document = JsonReport.begin();
        document.put("name", report.name());
        document.put("verdict", c.verdict().id());
        document.put("exhaustive", report.exhaustive());
        document.put("limit", report.limit());
        document.put("states", report.states());
        document.put("transitions", report.transitions());
        document.put("seconds", JsonReport.seconds(report));
        ArrayNode violations = document.putArray("violations");
        report.violations().stream().map(v -> v.property().id()).distinct().forEach(violations::add);
        ArrayNode stops = document.putArray("stops");
        report.endings().stops().forEach(property -> stops.add(property.id()));
        document.put("samples", c.samples());
        report.columns().forEach(document.putArray("columns")::add);
        ArrayNode outcomes = document.putArray("outcomes");
        c.rows().forEach(row -> {
            ObjectNode node = outcomes.addObject();
            row.values().forEach(node.putArray("values")::add);
            node.put("samples", row.samples()).put("model", row.model().id()).put("grade", row.grade().id());
        });
        return JsonReport.text(document);
    }
}
