package org.sockrace.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.sockrace.conform.source.Skeletons;
import org.sockrace.conform.source.SourceComparison;
import org.sockrace.conform.source.SourceComparison.Compared;
import org.sockrace.format.Case;
import org.sockrace.format.Finding;
import org.sockrace.format.Results;
import org.sockrace.format.Rule;
import org.sockrace.format.Status;
import org.sockrace.format.Suite;

/** What {@code conform source} found, for all formats: a case is a modelled function. */
public final class SourceResults {

    private static final Rule SAME = new Rule("model-follows-the-c", "the model differs from the C", "each modelled function does what its C does",
            "Change the modelled function; or, if it is simpler on purpose, say so at the place (MODEL:) and in marks.txt or left-out.txt.");

    private SourceResults() { }

    /**
     * The results.
     *
     * @param tree the tree's name
     * @param skeletons what was read of it
     * @param version the tree's version
     * @param kernel the version of the modelled kernel
     */
    public static Results of(String tree, Skeletons skeletons, String version, String kernel, SourceComparison c) {
        SourceConformText text = new SourceConformText(Style.PLAIN);
        List<Case> cases = new ArrayList<>();
        c.functions().forEach(f -> cases.add(one(text, f)));
        c.missing().forEach((files, names) -> names.forEach(f -> cases.add(missing(f, files))));
        c.absent().forEach(f -> cases.add(new Case(f, Status.UNDECIDED_AS_EXPECTED, "of other versions only", null)));
        String verdict = Wrap.head(text.comparison(tree, skeletons, kernel, c, false));
        return new Results("conform source", List.of(SAME), List.of(new Suite(tree, verdict, null, cases)),
                JsonReport.fields(document(tree, version, kernel, c)));
    }

    private static Case missing(String function, String files) {
        String why = function + " is not there: renamed, removed, or in another file than " + files;
        return new Case(function, Status.FAILED, why, new Finding(SAME.id(), why, why, null, function, List.of(), "", why));
    }

    private static Case one(SourceConformText text, Compared f) {
        return switch (f.verdict()) {
            case SAME -> new Case(f.function(), Status.PASSED, "", null);
            case MARKED -> new Case(f.function(), Status.EXPECTED, "differs as marked: " + String.join("; ", marked(f)), null);
            case DIFFERS -> new Case(f.function(), Status.FAILED, "differs from " + f.place() + ": " + String.join("; ", f.differences()),
                    new Finding(SAME.id(), f.function() + " differs from the C", text.function(f), Places.kernel(f.java()), f.function(), List.of(), "",
                            f.function() + "\n" + String.join("\n", f.differences())));
        };
    }

    /** Each difference that a mark explains, with the mark. */
    private static List<String> marked(Compared f) {
        return f.marked().entrySet().stream().flatMap(m -> m.getValue().stream().map(difference -> difference + ": " + m.getKey())).toList();
    }

    private static ObjectNode document(String tree, String version, String kernel, SourceComparison c) {
        ObjectNode document = JsonReport.object().put("tree", tree).put("version", version).put("kernel", kernel)
                .put("verdict", c.agrees() ? "agrees" : "differs");
        ArrayNode functions = document.putArray("functions");
        for (Compared f : c.functions()) {
            ObjectNode node = functions.addObject().put("function", f.function()).put("verdict", f.verdict().name().toLowerCase(Locale.ROOT))
                    .put("c", f.place()).put("java", f.java());
            f.differences().forEach(node.putArray("differences")::add);
            marked(f).forEach(node.putArray("marked")::add);
        }
        ObjectNode missing = document.putObject("missing");
        c.missing().forEach((files, names) -> names.forEach(missing.putArray(files)::add));
        c.absent().forEach(document.putArray("absent")::add);
        ObjectNode unmodelled = document.putObject("unmodelled");
        c.unmodelled().forEach((function, calls) -> calls.forEach(unmodelled.putArray(function)::add));
        return document;
    }
}
