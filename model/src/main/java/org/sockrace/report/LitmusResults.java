package org.sockrace.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.sockrace.format.Results;
import org.sockrace.weak.litmus.Explanation;
import org.sockrace.weak.litmus.LitmusResult;

/** The JSON document of litmus tests. */
public final class LitmusResults {

    private LitmusResults() { }

    /**
     * What became of a file.
     *
     * @param file its name, as given
     * @param result what the model says of it; null if it could not be read
     * @param error why not; null if it could
     * @param explanation an execution that explains it; null if none was asked for, or there is none
     * @param seconds how long it took; below 0 if that is not to be said
     */
    public record Judged(String file, LitmusResult result, String error, Explanation explanation, double seconds) { }

    /** The document. */
    public static Results of(String model, String engine, List<Judged> tests) {
        ObjectNode node = JsonReport.object().put("model", model).put("engine", engine);
        ArrayNode array = node.putArray("tests");
        tests.forEach(one -> test(array.addObject(), one));
        return new Results("litmus", List.of(), List.of(), JsonReport.fields(node));
    }

    private static void test(ObjectNode node, Judged one) {
        node.put("file", one.file()).put("error", one.error());
        LitmusResult result = one.result();
        if (result == null) {
            return;
        }
        node.put("name", result.test().name()).put("kind", result.test().quantifier().kind()).put("condition", result.test().condition());
        node.put("observation", result.observation().text().toLowerCase(Locale.ROOT)).put("ok", result.ok());
        node.put("complete", result.complete()).put("positive", result.positive()).put("negative", result.negative());
        node.put("candidates", result.candidates());
        node.put("seconds", one.seconds() < 0 ? null : (Double) one.seconds());
        result.states().forEach(node.putArray("states")::add);
        result.flags().forEach(node.putArray("flags")::add);
        ArrayNode text = node.putArray("explanation");
        if (one.explanation() != null) {
            LitmusText.explanation(one.explanation()).strip().lines().forEach(text::add);
        }
    }
}
