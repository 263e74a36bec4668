package org.sockrace.conform.source;

import java.util.List;

/**
 * What a function does, as a deterministic automaton.
 *
 * @param nodes the nodes; the first is the beginning
 */
public record Skeleton(List<Node> nodes) {

    /** Kinds of nodes. */
    public enum Kind {
        /** A call of that function. */
        CALL,
        /** A store into that field. */
        SET,
        /** A test: {@code next} is where it goes if it holds, {@code other} where if not. */
        TEST,
        /** The error number that is on its way when a label is passed. */
        ERRNO,
        /** A goto label. */
        LABEL,
        /** The end, with the result. */
        RETURN,
        /** An endless loop of nothing. */
        SPIN
    }

    /**
     * A node.
     *
     * @param text the function, field, test, label or result
     * @param next the number of the node after it; -1 after the end
     * @param other that after a test which does not hold; -1 for others
     */
    public record Node(Kind kind, String text, int next, int other) {

        /** Whether this, in C, says the same as that one in Java, where a function whose result nobody asks for returns nothing. */
        boolean like(Node java) {
            return kind == java.kind && (bare().equals(java.bare()) || kind == Kind.RETURN && java.text.isEmpty());
        }

        private String bare() {
            return kind == Kind.CALL ? text.replaceFirst("\\{.*", "") : text;
        }

        /** What a call is about: {@code pf->owner}; empty if that is not compared. */
        String about() {
            return kind == Kind.CALL && text.endsWith("}") ? text.substring(text.indexOf('{') + 1, text.length() - 1) : "";
        }

        /** For people: {@code call sock_alloc}. */
        @Override
        public String toString() {
            return switch (kind) {
                case CALL -> bare().endsWith(")") ? bare() : bare() + "()";
                case SET -> text;
                case TEST -> "if " + text;
                case ERRNO -> "result " + text;
                case LABEL -> text + ":";
                case RETURN -> ("return " + text).strip();
                case SPIN -> "loop for ever";
            };
        }
    }

    /** Copies the nodes. */
    public Skeleton {
        nodes = List.copyOf(nodes);
    }

    Node at(int node) {
        return nodes.get(node);
    }
}
