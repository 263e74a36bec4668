package org.sockrace.conform.source;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What of the C the model leaves out on purpose: the resource {@code left-out.txt}, each entry with its reason. */
public final class LeftOut {

    /** A call or test that is left out, and what it is taken to have come to. */
    private record Entry(String name, String outcome, String reason) { }

    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final List<Entry> patterns = new ArrayList<>();
    private final Set<String> used = new TreeSet<>();

    private LeftOut() { }

    /** Those that are bundled. */
    public static LeftOut bundled() {
        return of(RuleFile.lines("left-out.txt"));
    }

    static LeftOut of(List<RuleFile.Line> lines) {
        LeftOut all = new LeftOut();
        for (RuleFile.Line line : lines) {
            if (line.reason().isEmpty()) {
                throw line.error("no reason is given");
            }
            for (String word : line.left()) {
                String name = line.keyword() + " " + word;
                Entry entry = new Entry(name, line.right().isEmpty() ? "0" : line.right().get(0), line.reason());
                if (word.endsWith("*")) {
                    all.patterns.add(entry);
                } else if (all.entries.put(name, entry) != null) {
                    throw line.error(word + " is left out twice");
                }
            }
        }
        return all;
    }

    /** What a call or test that is left out there, or everywhere, is taken to come to; null if it is not left out. */
    String outcome(String function, String kind, String text) {
        String here = outcome(kind, function + "/" + text);
        return here != null ? here : outcome(kind, text);
    }

    private String outcome(String kind, String text) {
        String name = kind + " " + text;
        Entry entry = entries.get(name);
        if (entry == null) {
            entry = patterns.stream().filter(p -> name.startsWith(p.name().substring(0, p.name().length() - 1))).findFirst().orElse(null);
        }
        if (entry == null) {
            return null;
        }
        used.add(entry.name());
        return entry.outcome();
    }

    /** Why calls of that function are left out, wherever they are. */
    public Optional<String> why(String function) {
        String name = "call " + function;
        return Stream.concat(Stream.ofNullable(entries.get(name)), patterns.stream().filter(p -> name.startsWith(p.name().substring(0, p.name().length() - 1))))
                .map(Entry::reason).findFirst();
    }

    /** The entries that nothing has matched so far. */
    public List<String> stale() {
        List<String> stale = new ArrayList<>(entries.keySet());
        patterns.forEach(p -> stale.add(p.name()));
        stale.removeAll(used);
        return stale;
    }
}
