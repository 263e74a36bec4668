package org.sockrace.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.sockrace.check.PredictionReport;
import org.sockrace.check.RaceReport;
import org.sockrace.format.Results;

/** The JSON document of a prediction of races. */
public final class RaceResults {

    private RaceResults() { }

    /** The document. */
    public static Results of(Origin origin, RaceReport report) {
        ObjectNode node = JsonReport.origin(origin);
        node.put("limit", report.limit().isEmpty() ? null : report.limit());
        report.mistakes().forEach(node.putArray("mistakes")::add);
        node.put("races", report.races()).put("alone", report.alone()).put("attempts", report.attempts()).put("slower", report.slower());
        if (report.fit() == null) {
            node.putNull("fit");
        } else {
            node.putObject("fit").put("outcome", report.fit().outcome()).put("races", report.fit().races()).put("observed", report.fit().observed())
                    .put("predicted", report.fit().predicted());
        }
        if (report.defect() == null) {
            node.putNull("defect");
        } else {
            put(node.putObject("defect"), report.defect());
        }
        ArrayNode rows = node.putArray("results");
        report.rows().forEach(row -> put(rows.addObject().put("result", row.result()), row));
        return new Results("predict", List.of(), List.of(), JsonReport.fields(node));
    }

    private static void put(ObjectNode into, PredictionReport.Row row) {
        into.put("predicted", row.predicted()).put("observed", row.observed()).put("low", row.low()).put("high", row.high()).put("fits", row.fits());
    }
}
