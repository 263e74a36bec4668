package org.sockrace.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;
import org.sockrace.conform.ftrace.Finding;
import org.sockrace.conform.ftrace.Summary;
import org.sockrace.conform.ftrace.Validation;
import org.sockrace.format.Case;
import org.sockrace.format.Results;
import org.sockrace.format.Rule;
import org.sockrace.format.Status;
import org.sockrace.format.Suite;

/** What {@code conform ftrace} found, for all formats: the one case is whether the modelled kernel can behave like that. */
public final class FtraceResults {

    private static final String CASE = "is a behaviour of the modelled kernel";

    private FtraceResults() { }

    /**
     * The results.
     *
     * @param path the recording as the user named it
     * @param file its name in reports
     * @param kernel the version of the modelled kernel
     */
    public static Results of(String path, String file, String kernel, Validation v) {
        List<Rule> rules = Stream.of(org.sockrace.conform.ftrace.Rule.values()).map(r -> new Rule(r.id(), "no behaviour of the modelled kernel", r.text(),
                "Either the recording lacks events, or the modelled kernel is not the recorded one (--kernel), or the model is wrong.")).toList();
        String text = new FtraceText(Style.PLAIN).validation(file, kernel, v);
        String head = Wrap.head(text);
        Case one = switch (v.verdict()) {
            case EXPLAINED -> new Case(CASE, Status.PASSED, head, null);
            case HAS_GAPS -> new Case(CASE, Status.UNDECIDED, head, null);
            case UNEXPLAINED -> new Case(CASE, Status.FAILED, v.finding().why(), finding(path, file, v.finding(), text));
        };
        List<Suite> suites = List.of(new Suite(file, head, null, assumed(v.summary()), List.of(one)));
        return new Results("conform ftrace", rules, suites, JsonReport.fields(document(file, kernel, v)));
    }

    private static List<String> assumed(Summary summary) {
        return summary.assumptions().stream().map(a -> "assumed: " + a).toList();
    }

    private static org.sockrace.format.Finding finding(String path, String file, Finding f, String text) {
        return new org.sockrace.format.Finding(f.rule().id(), "not explained: broken rule " + f.rule().id(), text, Places.file(path, f.line()), "",
                List.of(), "", file + "\n" + f.text() + "\n" + f.why());
    }

    private static ObjectNode document(String file, String kernel, Validation v) {
        Summary summary = v.summary();
        ObjectNode document = JsonReport.object().put("file", file).put("kernel", kernel).put("verdict", switch (v.verdict()) {
            case EXPLAINED -> "explained";
            case UNEXPLAINED -> "not explained";
            case HAS_GAPS -> "has gaps";
        }).put("events", summary.events());
        finding(document, v.finding());
        if (v.gap() == null) {
            document.putNull("gap");
        } else {
            document.putObject("gap").put("line", v.gap().line()).put("what", v.gap().what()).put("goesOn", v.gap().goesOn())
                    .put("certain", v.gap().certain());
        }
        ObjectNode calls = document.putObject("calls");
        summary.results().forEach((call, results) -> calls.set(call, JsonReport.counts(results)));
        document.set("meanwhile", JsonReport.counts(summary.races()));
        document.set("labels", JsonReport.counts(summary.labels()));
        document.set("passedOver", JsonReport.counts(summary.passedOver()));
        summary.assumptions().forEach(document.putArray("assumed")::add);
        return document;
    }

    private static void finding(ObjectNode document, Finding finding) {
        if (finding == null) {
            document.putNull("finding");
            return;
        }
        ObjectNode node = document.putObject("finding").put("line", finding.line()).put("text", finding.text()).put("rule", finding.rule().id())
                .put("why", finding.why());
        finding.state().forEach(node.putArray("state")::add);
    }
}
