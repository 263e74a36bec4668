package org.sockrace.report;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.sockrace.check.CheckReport;

/**
 * All that coverage can cover: what the sources of the modelled kernel contain.
 *
 * @param labels the goto labels, as they are called in {@link org.sockrace.check.CheckReport#labels()}
 * @param edges both outcomes of each test that guards a goto, as in {@link org.sockrace.check.CheckReport#edges()}
 * @param unreachable the reason for each label and edge that nothing can reach
 * @param benign the data races that are declared benign, as in {@link org.sockrace.check.CheckReport#races()}
 */
public record Universe(List<String> labels, List<String> edges, Map<String, String> unreachable, List<String> benign) {

    /** Copies both. */
    public Universe {
        labels = List.copyOf(labels);
        edges = List.copyOf(edges);
        unreachable = Map.copyOf(unreachable);
        benign = List.copyOf(benign);
    }

    /** With everything reachable. */
    public Universe(List<String> labels, List<String> edges) {
        this(labels, edges, Map.of(), List.of());
    }

    /** The races that are declared benign and happen in none of these checks. */
    public List<String> unusedExemptions(Collection<CheckReport> reports) {
        return benign.stream().filter(race -> reports.stream().noneMatch(report -> report.races().contains(race))).toList();
    }
}
