package org.sockrace.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.sockrace.check.CheckReport;
import org.sockrace.check.Witness;
import org.sockrace.format.Case;
import org.sockrace.format.Finding;
import org.sockrace.format.Results;
import org.sockrace.format.Rule;
import org.sockrace.format.Status;
import org.sockrace.format.Suite;
import org.sockrace.scenario.Scenario;

/** What {@code witness} found, for all formats: the only case is the outcome. */
public final class WitnessResults {

    private static final Rule REACHED = new Rule("outcome-is-reached", "an outcome that is never reached",
            "some execution of the scenario ends with the outcome that was asked for", "What is reached is listed; * stands for any result.");

    private WitnessResults() { }

    /**
     * The results.
     *
     * @param outcome the outcome that was asked for
     * @param times whether they say how long it took
     */
    public static Results of(Scenario scenario, Origin origin, CheckReport report, List<String> outcome, boolean times) {
        String values = String.join(", ", outcome);
        WitnessText.Answer answer = WitnessText.answer(report);
        String text = answer == WitnessText.Answer.SHOWN ? "" : new WitnessText(Style.PLAIN).none(scenario, report, outcome);
        String message = Wrap.head(text);
        Case one = switch (answer) {
            case SHOWN -> new Case(values, Status.PASSED, "", null);
            case NOT_REACHED -> new Case(values, Status.UNDECIDED, message, null);
            case NEVER -> new Case(values, Status.FAILED, message, new Finding(REACHED.id(), REACHED.title(), text, Places.scenario(origin, 0), "", List.of(),
                    origin.command("check"), Places.identity(origin) + "\n" + values));
        };
        return new Results("witness", List.of(REACHED), List.of(new Suite(report.name(), answer.id() + ": " + values, times ? report.seconds() : null,
                List.of(one))), JsonReport.fields(document(origin, report, outcome, times)));
    }

    private static ObjectNode document(Origin origin, CheckReport report, List<String> outcome, boolean times) {
        ObjectNode document = JsonReport.origin(origin);
        report.columns().forEach(document.putArray("columns")::add);
        outcome.forEach(document.putArray("outcome")::add);
        Witness witness = WitnessText.witness(report);
        if (witness == null) {
            document.putNull("values");
        } else {
            witness.values().forEach(document.putArray("values")::add);
        }
        document.put("answer", WitnessText.answer(report).id()).put("exhaustive", report.exhaustive())
                .put("limit", report.limit().isEmpty() ? null : report.limit());
        ArrayNode stops = document.putArray("stops");
        report.endings().stops().forEach(property -> stops.add(property.id()));
        document.put("states", report.states()).put("transitions", report.transitions()).put("seconds", JsonReport.seconds(report, times));
        document.put("minimal", witness == null ? null : (Boolean) witness.execution().minimal());
        JsonReport.execution(document, witness == null ? null : witness.execution(), origin);
        return document;
    }
}
