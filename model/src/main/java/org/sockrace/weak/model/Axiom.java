package org.sockrace.weak.model;

import org.sockrace.weak.graph.Relation;

/**
 * An axiom that an execution breaks.
 *
 * @param name its name in the model
 * @param demand what it demands of the relation
 * @param relation the name of the relation
 * @param pairs the relation
 */
public record Axiom(String name, Demand demand, String relation, Relation pairs) {

    /** What is demanded. */
    public enum Demand {
        /** That it has no cycle. */
        ACYCLIC,
        /** That it relates no event to itself. */
        IRREFLEXIVE,
        /** That it has no pair. */
        EMPTY
    }

    /** The axiom if the relation breaks it, else null. */
    static Axiom broken(String name, Demand demand, String relation, Relation pairs) {
        boolean kept = switch (demand) {
            case ACYCLIC -> pairs.isAcyclic();
            case IRREFLEXIVE -> pairs.isIrreflexive();
            case EMPTY -> pairs.isEmpty();
        };
        return kept ? null : new Axiom(name, demand, relation, pairs);
    }
}
