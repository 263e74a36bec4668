package org.sockrace.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sockrace.conform.errno.Comparison;
import org.sockrace.conform.errno.Comparison.Difference;
import org.sockrace.conform.errno.Comparison.Mismatch;
import org.sockrace.conform.errno.Comparison.Tally;
import org.sockrace.format.Case;
import org.sockrace.format.Finding;
import org.sockrace.format.Results;
import org.sockrace.format.Rule;
import org.sockrace.format.Status;
import org.sockrace.format.Suite;

/** What {@code conform errno} found, for all formats: a case is a family, or a way in which rows of it differ. */
public final class ErrnoResults {

    private static final Rule SAME = new Rule("errno-as-modelled", "a real kernel returned something else", "socket() returns what the modelled kernel returns",
            "See that --kernel, --built-in and the column of modules are those of the recorded machine; then the model is wrong.");

    private final String file;
    private final String kernel;
    private final Comparison comparison;
    private final ErrnoText text = new ErrnoText(Style.PLAIN);

    private ErrnoResults(String file, String kernel, Comparison comparison) {
        this.file = file;
        this.kernel = kernel;
        this.comparison = comparison;
    }

    /**
     * The results.
     *
     * @param path the table as the user named it
     * @param file its name in reports
     * @param kernel the version of the modelled kernel
     */
    public static Results of(String path, String file, String kernel, Comparison comparison) {
        ErrnoResults results = new ErrnoResults(file, kernel, comparison);
        List<Case> cases = new ArrayList<>();
        comparison.families().forEach((family, tally) -> results.family(cases, path, family, tally));
        String verdict = Wrap.head(results.text.comparison(file, kernel, comparison));
        return new Results("conform errno", List.of(SAME), List.of(new Suite(file, verdict, null, cases)), JsonReport.fields(results.document()));
    }

    private void family(List<Case> cases, String path, int family, Tally tally) {
        String name = ErrnoText.name(family);
        if (tally.differ() > 0) {
            comparison.mismatches().forEach((difference, mismatch) -> {
                if (difference.family() == family) {
                    cases.add(differs(path, name, difference, mismatch));
                }
            });
        } else if (tally.agree() > 0) {
            cases.add(new Case(name, Status.PASSED, Numbers.count(tally.agree(), "row") + (tally.agree() == 1 ? " agrees" : " agree"), null));
        } else {
            Status status = comparison.agree() + comparison.differ() == 0 ? Status.UNDECIDED : Status.UNDECIDED_AS_EXPECTED;
            cases.add(new Case(name, status, "not compared: " + String.join("; ", tally.notes()), null));
        }
    }

    private Case differs(String path, String family, Difference d, Mismatch m) {
        String message = Numbers.count(m.lines().size(), "row") + (m.lines().size() == 1 ? " says " : " say ") + d.recorded() + ", the modelled kernel "
                + kernel + " " + d.modelled();
        String name = family + ": " + d.recorded() + ", not " + d.modelled();
        return new Case(name, Status.FAILED, message, new Finding(SAME.id(), name, text.mismatch(d, m),
                Places.file(path, m.lines().get(0)), "", List.of(), "", file + "\n" + d));
    }

    private ObjectNode document() {
        Comparison c = comparison;
        ObjectNode document = JsonReport.object().put("file", file).put("kernel", kernel)
                .put("verdict", c.differ() > 0 ? "differs" : c.agree() > 0 ? "agrees" : "bounded")
                .put("agree", c.agree()).put("differ", c.differ()).put("notCompared", c.notModelled());
        ArrayNode families = document.putArray("families");
        for (Map.Entry<Integer, Tally> family : c.families().entrySet()) {
            Tally t = family.getValue();
            ObjectNode node = families.addObject().put("family", family.getKey()).put("name", ErrnoText.name(family.getKey()))
                    .put("agree", t.agree()).put("differ", t.differ()).put("notCompared", t.notModelled());
            t.notes().forEach(node.putArray("notes")::add);
        }
        ArrayNode differences = document.putArray("differences");
        c.mismatches().forEach((d, m) -> {
            ObjectNode node = differences.addObject().put("family", d.family()).put("recorded", d.recorded()).put("modelled", d.modelled());
            m.types().forEach(node.putArray("types")::add);
            m.protocols().forEach(node.putArray("protocols")::add);
            m.machines().forEach(node.putArray("machines")::add);
            m.lines().forEach(node.putArray("lines")::add);
        });
        return document;
    }
}
