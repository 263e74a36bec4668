package org.sockrace.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.sockrace.explain.Counterexample;
import org.sockrace.explain.Counterexample.Step;
import org.sockrace.format.Results;

/** The JSON document of two executions side by side. */
public final class DiffResults {

    private DiffResults() { }

    /** The document. */
    public static Results of(Diff diff) {
        ObjectNode node = JsonReport.object();
        node.set("left", side(diff.left()));
        node.set("right", side(diff.right()));
        ObjectNode first = node.putObject("first");
        first.put("left", diff.firstLeft() == 0 ? null : (Integer) diff.firstLeft()).put("right", diff.firstRight() == 0 ? null : (Integer) diff.firstRight());
        if (diff.noReturn() == null) {
            node.putNull("no_return");
        } else {
            node.putObject("no_return").put("step", diff.noReturn().step()).put("certain", diff.noReturn().certain());
        }
        ArrayNode rows = node.putArray("rows");
        for (DiffRow row : diff.rows()) {
            ObjectNode one = rows.addObject().put("mark", row.mark().id());
            one.set("left", step(diff.left().execution(), row.left()));
            one.set("right", step(diff.right().execution(), row.right()));
        }
        DiffText.summary(diff).forEach(node.putArray("text")::add);
        return new Results("diff", List.of(), List.of(), JsonReport.fields(node));
    }

    private static ObjectNode side(Diff.Side side) {
        Counterexample execution = side.execution();
        return JsonReport.object().put("scenario", side.origin().name()).put("property", side.broken() == null ? null : side.broken().property().id())
                .put("message", side.broken() == null ? null : side.broken().message())
                .put("steps", execution.steps().stream().filter(s -> s.number() > 0).count()).put("preemptions", execution.preemptions())
                .put("schedule", execution.replay()).put("replay", side.origin().replay(execution.replay()));
    }

    private static ObjectNode step(Counterexample execution, Step step) {
        if (step == null) {
            return null;
        }
        ObjectNode node = JsonReport.object().put("step", step.number());
        JsonReport.step(node, execution, step);
        return node;
    }
}
