package org.sockrace.check;

import java.util.LinkedHashMap;
import java.util.Map;
import org.sockrace.explore.Coverage;
import org.sockrace.explore.Exploration;
import org.sockrace.explain.GotoMap;

/** Coverage by the names that reports use. */
final class Covered {

    private Covered() { }

    /** How often each goto label was passed. */
    static Map<String, Long> labels(Exploration exploration) {
        Map<String, Long> labels = new LinkedHashMap<>();
        Coverage.of(exploration).labels().forEach((label, n) ->
                labels.merge(GotoMap.bundled().name(label.file(), label.function(), label.name()), n, Long::sum));
        return labels;
    }

    /** How often each goto test came out each way. */
    static Map<String, Long> edges(Exploration exploration) {
        Map<String, Long> edges = new LinkedHashMap<>();
        Coverage.of(exploration).tests().forEach((test, n) -> edges.put(test.function() + " " + test.file() + ":" + test.line()
                + (test.taken() ? " taken" : " not taken"), n));
        return edges;
    }
}
