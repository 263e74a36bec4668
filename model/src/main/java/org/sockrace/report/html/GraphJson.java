package org.sockrace.report.html;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sockrace.check.CheckReport;
import org.sockrace.check.Invocation;
import org.sockrace.explain.GotoMap;
import org.sockrace.report.Universe;

/** The modelled kernel's call graph as far as the searches went: how many transitions were inside each call, and how often each goto label was passed. */
final class GraphJson {

    private final Universe universe;
    private final Map<String, Map<String, long[]>> callees = new TreeMap<>();
    private final Map<String, Long> labels = new HashMap<>();
    private final Map<String, Long> edges = new HashMap<>();

    GraphJson(Universe universe) {
        this.universe = universe;
    }

    void add(CheckReport report) {
        report.calls().forEach(this::add);
        report.labels().forEach((label, n) -> labels.merge(label, n, Long::sum));
        report.edges().forEach((edge, n) -> edges.merge(edge, n, Long::sum));
    }

    /** For each call: the line where it stands first, and how much happened in it. */
    private void add(Invocation call, long times) {
        callees.computeIfAbsent(call.callee(), f -> new TreeMap<>());
        long[] known = callees.computeIfAbsent(call.caller(), f -> new TreeMap<>()).computeIfAbsent(call.callee(), f -> new long[] {call.line(), 0});
        known[0] = Math.min(known[0], call.line());
        known[1] += times;
    }

    /** Functions by name, file.function: what each calls, as name, line and count, in the order of the source; and its labels, as name, count, reason. */
    void write(ObjectNode to) {
        callees.forEach((caller, calls) -> {
            ObjectNode node = to.putObject(caller);
            ArrayNode list = node.putArray("calls");
            List<Map.Entry<String, long[]>> inOrder = new ArrayList<>(calls.entrySet());
            inOrder.sort(Map.Entry.comparingByValue((a, b) -> Long.compare(a[0], b[0])));
            inOrder.forEach(e -> list.addArray().add(e.getKey()).add(e.getValue()[0]).add(e.getValue()[1]));
            ArrayNode passed = node.putArray("labels");
            for (String label : universe.labels()) {
                if (isOf(caller, label)) {
                    passed.addArray().add(label.substring(label.indexOf('/') + 1)).add(labels.getOrDefault(label, 0L))
                            .add(universe.unreachable().getOrDefault(label, ""));
                }
            }
        });
    }

    /** A label is named with its function, and with the file as well if several files have that function. */
    private static boolean isOf(String function, String label) {
        String place = label.substring(0, label.indexOf('/'));
        String file = GotoMap.bundled().files().getOrDefault(label, "").replace(".java", "");
        return place.equals(function) || function.equals(file + "." + place);
    }

    /** For each line FILE:LINE with a test that guards a goto: how often it was taken, and how often not. */
    void writeTests(ObjectNode to) {
        for (String edge : universe.edges()) {
            if (edge.endsWith(" not taken")) {
                String test = edge.substring(0, edge.length() - " not taken".length());
                long taken = edges.getOrDefault(test + " taken", 0L);
                long not = edges.getOrDefault(edge, 0L);
                if (taken + not > 0) {
                    to.putArray(test.substring(test.indexOf(' ') + 1)).add(taken).add(not);
                }
            }
        }
    }
}
