package org.sockrace.weak.model;

import java.util.List;

/**
 * A pair of events that is in a relation, and why.
 *
 * @param from the first event
 * @param to the second one
 * @param name the relation, by the model's name, or the rule of its definition that applies
 * @param parts the pairs that it consists of; empty if it is no sequence of others
 */
public record Link(int from, int to, String name, List<Link> parts) {

    /** Copies the parts. */
    public Link {
        parts = List.copyOf(parts);
    }

    /** One without parts. */
    static Link of(int from, int to, String name) {
        return new Link(from, to, name, List.of());
    }
}
