package org.sockrace.check;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.sockrace.scenario.OutcomeColumn;
import org.sockrace.scenario.Scenario;
import org.sockrace.scenario.ThreadDecl;

/** Outcomes that differ only in which of several identical threads had which results. Immutable. */
public final class Exchange {

    private static final Comparator<List<String>> BY_TEXT = Comparator.comparing(Object::toString);

    /** For each group of identical threads, the columns of each of them. */
    private final List<List<List<Integer>>> groups = new ArrayList<>();

    /** For the outcomes of that scenario. */
    public Exchange(Scenario scenario) {
        List<OutcomeColumn> columns = scenario.outcomes().columns();
        Map<String, Integer> copies = scenario.threads().stream().collect(Collectors.toMap(ThreadDecl::name, ThreadDecl::copies));
        Map<String, Map<Integer, List<Integer>>> byThread = new LinkedHashMap<>();
        for (int c = 0; c < columns.size(); c++) {
            byThread.computeIfAbsent(columns.get(c).thread(), t -> new TreeMap<>()).computeIfAbsent(columns.get(c).copy(), n -> new ArrayList<>()).add(c);
        }
        byThread.forEach((thread, byCopy) -> {
            boolean all = copies.get(thread) > 1 && byCopy.size() == copies.get(thread);
            byCopy.values().forEach(list -> list.sort(Comparator.comparing(c -> columns.get(c).variable())));
            if (all && byCopy.values().stream().map(list -> list.stream().map(c -> columns.get(c).variable()).toList()).distinct().count() == 1) {
                groups.add(List.copyOf(byCopy.values()));
            }
        });
    }

    /** The same for all outcomes that become each other when identical threads are exchanged. */
    public List<String> common(List<String> values) {
        List<String> common = new ArrayList<>(values);
        for (List<List<Integer>> threads : groups) {
            List<List<String>> results = new ArrayList<>();
            threads.forEach(columns -> results.add(columns.stream().map(values::get).toList()));
            Collections.sort(results, BY_TEXT);
            for (int t = 0; t < threads.size(); t++) {
                for (int c = 0; c < threads.get(t).size(); c++) {
                    common.set(threads.get(t).get(c), results.get(t).get(c));
                }
            }
        }
        return common;
    }
}
