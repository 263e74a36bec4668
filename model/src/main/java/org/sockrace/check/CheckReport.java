package org.sockrace.check;

import java.util.List;
import java.util.Map;

/**
 * All that a check found.
 *
 * @param name the scenario
 * @param engine what explored it
 * @param verdict the verdict
 * @param exhaustive whether every interleaving was searched
 * @param limit what cut the search short, or an empty string
 * @param states states visited
 * @param transitions transitions taken
 * @param levels the longest distance from the initial state
 * @param seconds wall time of the search and of building the automata
 * @param columns names of the outcome columns
 * @param outcomes the outcome table: declared rows first, then the others that were seen
 * @param endings the outcomes themselves, and whether executions ended without one
 * @param violations what is broken, one for each property and place
 * @param unasked what is broken besides, of properties that were not asked for; without counterexamples
 * @param notes what one should know before one believes the result, one line each
 * @param races data races that are known to be benign, one line each
 * @param labels how often each goto label was passed: {@code __sock_create/out_release} to count
 * @param edges how often each goto test came out each way: {@code __sock_create NetSocket.java:139  taken}
 * @param calls how many transitions the search took inside each call of one function by another
 * @param witnesses an execution for each outcome, as far as they were wanted and found
 */
public record CheckReport(String name, EngineKind engine, Verdict verdict, boolean exhaustive, String limit, long states, long transitions,
                          int levels, double seconds, List<String> columns, List<Outcome> outcomes, Endings endings, List<Violation> violations,
                          List<Violation> unasked, List<String> notes, List<String> races, Map<String, Long> labels, Map<String, Long> edges,
                          Map<Invocation, Long> calls, List<Witness> witnesses) {

    /** The same with these violations. */
    CheckReport with(List<Violation> shown) {
        return new CheckReport(name, engine, verdict, exhaustive, limit, states, transitions, levels, seconds, columns, outcomes, endings, shown, unasked,
                notes, races, labels, edges, calls, witnesses);
    }

    /** One without what is only for pictures. */
    public CheckReport(String name, EngineKind engine, Verdict verdict, boolean exhaustive, String limit, long states, long transitions, int levels,
                       double seconds, List<String> columns, List<Outcome> outcomes, Endings endings, List<Violation> violations,
                       List<Violation> unasked, List<String> notes, List<String> races, Map<String, Long> labels, Map<String, Long> edges) {
        this(name, engine, verdict, exhaustive, limit, states, transitions, levels, seconds, columns, outcomes, endings, violations, unasked, notes, races,
                labels, edges, Map.of(), List.of());
    }
}
