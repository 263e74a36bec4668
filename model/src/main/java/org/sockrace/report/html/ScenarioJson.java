package org.sockrace.report.html;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.sockrace.check.CheckReport;
import org.sockrace.check.Outcome;
import org.sockrace.compare.Comparison;
import org.sockrace.report.CheckText;
import org.sockrace.report.Checked;
import org.sockrace.report.Judgement;
import org.sockrace.report.Numbers;
import org.sockrace.report.Unchecked;
import org.sockrace.scenario.Scenario;

/** Scenarios and what was found of them, as the page reads them. */
final class ScenarioJson {

    private static final int MOST_OUTCOMES = 200;

    private ScenarioJson() { }

    static ObjectNode scenario(Scenario scenario) {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("name", scenario.name()).put("title", scenario.title())
                .put("finding", scenario.finding()).put("kernel", scenario.kernel().text());
        ArrayNode threads = node.putArray("threads");
        scenario.threads().forEach(t -> threads.addArray().add(t.label()).add(t.text()));
        return node.put("modules", String.join(", ", scenario.modules().stream().map(m -> m.name()).toList()));
    }

    static ObjectNode checked(Checked checked) {
        CheckReport report = checked.report();
        ObjectNode node = scenario(checked.scenario()).put("verdict", report.verdict().id()).put("judgement", judgement(checked.judgement()))
                .put("expected", checked.scenario().expectation().text()).put("reach", CheckText.reach(report)).put("exhaustive", report.exhaustive())
                .put("states", report.states()).put("transitions", report.transitions()).put("command", checked.origin().command("check"));
        report.notes().forEach(node.putArray("notes")::add);
        report.columns().forEach(node.putArray("columns")::add);
        return node;
    }

    static ObjectNode unchecked(Unchecked unchecked) {
        return JsonNodeFactory.instance.objectNode().put("name", unchecked.origin().name()).put("error", unchecked.error());
    }

    private static String judgement(Judgement judgement) {
        return judgement.name().toLowerCase(java.util.Locale.ROOT);
    }

    /**
     * For each outcome its values, how often it is reached, grade, description, whether it is wrong, the execution that shows it or -1, and whether it belongs
     * to the row above. Nobody reads thousands of them, so it returns how many were left out.
     */
    static int outcomes(ArrayNode to, Checked checked, java.util.function.ToIntFunction<List<String>> execution) {
        int left = 0;
        for (Outcome outcome : checked.report().outcomes()) {
            if (to.size() >= MOST_OUTCOMES) {
                left += Math.max(1, outcome.cases().size());
                continue;
            }
            String seen = outcome.seen() == Outcome.Seen.NEVER && !checked.report().exhaustive() ? "not yet" : outcome.seen().id();
            row(to, outcome.values(), seen, outcome.grade().id(), outcome.description(), CheckText.wrong(checked, outcome),
                    execution.applyAsInt(outcome.values()), false);
            outcome.cases().stream().limit(MOST_OUTCOMES).forEach(one -> row(to, one.values(), one.seen().id(), "", "", false,
                    execution.applyAsInt(one.values()), true));
            left += Math.max(0, outcome.cases().size() - MOST_OUTCOMES);
        }
        return left;
    }

    private static void row(ArrayNode to, List<String> values, String seen, String grade, String description, boolean wrong, int execution, boolean below) {
        ObjectNode node = to.addObject().put("seen", seen).put("grade", grade).put("description", description).put("wrong", wrong)
                .put("execution", execution).put("below", below);
        values.forEach(node.putArray("values")::add);
    }

    /** What was observed of it, against the model. */
    static void comparison(ObjectNode to, Comparison comparison) {
        to.put("verdict", comparison.verdict().id()).put("samples", comparison.samples());
        ArrayNode rows = to.putArray("rows");
        for (Comparison.Row row : comparison.rows()) {
            ObjectNode node = rows.addObject().put("samples", row.samples()).put("share", Numbers.share(row.samples(), comparison.samples()))
                    .put("model", row.model().id()).put("grade", row.grade().id())
                    .put("description", row.description());
            row.values().forEach(node.putArray("values")::add);
        }
    }
}
