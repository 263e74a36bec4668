package org.sockrace.report;

import java.util.List;

/**
 * All that coverage can cover: what the sources of the modelled kernel contain.
 *
 * @param labels the goto labels, as they are called in {@link org.sockrace.check.CheckReport#labels()}
 * @param edges both outcomes of each test that guards a goto, as in {@link org.sockrace.check.CheckReport#edges()}
 */
public record Universe(List<String> labels, List<String> edges) {

    /** Copies both. */
    public Universe {
        labels = List.copyOf(labels);
        edges = List.copyOf(edges);
    }
}
