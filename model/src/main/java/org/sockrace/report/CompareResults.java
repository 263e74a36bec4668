package org.sockrace.report;

import static org.sockrace.report.Numbers.number;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.sockrace.check.CheckReport;
import org.sockrace.compare.Comparison;
import org.sockrace.format.Case;
import org.sockrace.format.Finding;
import org.sockrace.format.Place;
import org.sockrace.format.Results;
import org.sockrace.format.Rule;
import org.sockrace.format.Status;
import org.sockrace.format.Suite;
import org.sockrace.scenario.Scenario;

/** What {@code compare} found, for all formats: a case is an outcome that was observed. */
public final class CompareResults {

    private static final Rule POSSIBLE = new Rule("observed-is-possible", "observed, but impossible in the model",
            "every outcome that real threads have seen is possible in the model", "Either the scenario is not what the program did (calls, modules, kernel, "
            + "faults, autoload), or the model is wrong.");

    private CompareResults() { }

    /**
     * The results.
     *
     * @param observed the file of observed outcomes
     * @param times whether they say how long it took
     */
    public static Results of(Scenario scenario, Origin origin, String observed, Comparison c, boolean times) {
        CheckReport report = c.report();
        String text = new CompareText(Style.PLAIN).comparison(scenario, origin, c);
        Place place = Places.file(observed, 0);
        List<Case> cases = c.rows().stream().filter(row -> row.samples() > 0).map(row -> one(row, text, place, origin)).toList();
        String verdict = Wrap.head(text);
        return new Results("compare", List.of(POSSIBLE), List.of(new Suite(report.name(), verdict, times ? report.seconds() : null, cases)),
                JsonReport.fields(document(c, times)));
    }

    private static Case one(Comparison.Row row, String text, Place place, Origin origin) {
        String values = String.join(", ", row.values());
        String seen = values + " was seen " + (row.samples() == 1 ? "once" : number(row.samples()) + " times");
        return switch (row.model()) {
            case POSSIBLE -> new Case(values, Status.PASSED, "", null);
            case NOT_REACHED -> new Case(values, Status.UNDECIDED, seen + " and is not reached by a search that was not followed to its end", null);
            case IMPOSSIBLE -> new Case(values, Status.FAILED, seen + " and is impossible in the model",
                    new Finding(POSSIBLE.id(), POSSIBLE.title(), text, place, "", List.of(), origin.command("check"), Places.identity(origin) + "\n" + values));
        };
    }

    private static ObjectNode document(Comparison c, boolean times) {
        CheckReport report = c.report();
        ObjectNode document = JsonReport.object();
        document.put("name", report.name());
        document.put("verdict", c.verdict().id());
        document.put("exhaustive", report.exhaustive());
        document.put("limit", report.limit());
        document.put("states", report.states());
        document.put("transitions", report.transitions());
        document.put("seconds", JsonReport.seconds(report, times));
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
        return document;
    }
}
