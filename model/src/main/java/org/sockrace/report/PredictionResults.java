package org.sockrace.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.sockrace.check.PredictionReport;
import org.sockrace.format.Results;

/** The JSON document of a prediction. */
public final class PredictionResults {

    private PredictionResults() { }

    /** The document. */
    public static Results of(Origin origin, PredictionReport report) {
        ObjectNode node = JsonReport.origin(origin);
        node.put("limit", report.limit().isEmpty() ? null : report.limit()).put("call", report.call()).put("unloads_before", report.before())
                .put("unloads_after", report.after()).put("line", report.line()).put("calls", report.calls()).put("attempts", report.attempts())
                .put("broken", report.broken());
        ArrayNode rows = node.putArray("results");
        report.rows().forEach(row -> rows.addObject().put("result", row.result()).put("predicted", row.predicted()).put("observed", row.observed())
                .put("low", row.low()).put("high", row.high()).put("fits", row.fits()));
        return new Results("predict", List.of(), List.of(), JsonReport.fields(node));
    }
}
