package org.sockrace.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sockrace.check.CheckReport;

/**
 * Which goto labels and edges some checks have passed.
 *
 * @param labels how often each label was passed in all, by name
 * @param edges the same for edges
 * @param universe all that could be passed
 */
record Coverage(Map<String, Long> labels, Map<String, Long> edges, Universe universe) {

    static Coverage of(Collection<CheckReport> reports, Universe universe) {
        Coverage coverage = new Coverage(new TreeMap<>(), new TreeMap<>(), universe);
        for (CheckReport report : reports) {
            report.labels().forEach((label, n) -> coverage.labels.merge(label, n, Long::sum));
            report.edges().forEach((edge, n) -> coverage.edges.merge(edge, n, Long::sum));
        }
        return coverage;
    }

    List<String> labelsNeverTaken() {
        return never(universe.labels(), labels);
    }

    List<String> edgesNeverTaken() {
        return never(universe.edges(), edges);
    }

    /** Labels first. */
    List<String> neverTaken() {
        List<String> all = new ArrayList<>(labelsNeverTaken());
        all.addAll(edgesNeverTaken());
        return all;
    }

    /** What was never taken although nothing says that it cannot be. */
    List<String> neverExplained() {
        return neverTaken().stream().filter(name -> !universe.unreachable().containsKey(name)).toList();
    }

    private static List<String> never(List<String> all, Map<String, Long> taken) {
        return all.stream().filter(name -> taken.getOrDefault(name, 0L) == 0).toList();
    }
}
