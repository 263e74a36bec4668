package org.sockrace.mutate;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.sockrace.automata.Node;

/** What threads leave, as texts that are the same for the same things, in whatever order their maps are. */
public final class EndText {

    private EndText() { }

    /** Results, and what is counted. */
    static String counted(Node.End end) {
        return new TreeMap<>(end.results()) + " " + new TreeMap<>(end.ledger()) + " " + sorted(end.books());
    }

    /** All that is known of it: also what memory holds, and which failures the thread has met. */
    public static String whole(Node.End end) {
        return counted(end) + " " + sorted(end.values()) + " " + new TreeSet<>(end.faults());
    }

    /** The entries, in the order of their texts. */
    public static List<String> sorted(Map<?, ?> entries) {
        return entries.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).sorted().toList();
    }
}
