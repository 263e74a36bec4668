package org.sockrace.report;

import java.util.List;
import java.util.Map;

/**
 * All that coverage can cover: what the sources of the modelled kernel contain.
 *
 * @param labels the goto labels, as they are called in {@link org.sockrace.check.CheckReport#labels()}
 * @param edges both outcomes of each test that guards a goto, as in {@link org.sockrace.check.CheckReport#edges()}
 * @param unreachable the reason for each label and edge that nothing can reach
 */
public record Universe(List<String> labels, List<String> edges, Map<String, String> unreachable) {

    /** Copies both. */
    public Universe {
        labels = List.copyOf(labels);
        edges = List.copyOf(edges);
        unreachable = Map.copyOf(unreachable);
    }

    /** With everything reachable. */
    public Universe(List<String> labels, List<String> edges) {
        this(labels, edges, Map.of());
    }
}
