package org.sockrace.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.sockrace.weak.graph.Event;
import org.sockrace.weak.graph.Relation;
import org.sockrace.weak.litmus.Explanation;
import org.sockrace.weak.litmus.LitmusResult;
import org.sockrace.weak.model.Link;

/** What a memory model says of a litmus test, in the lines that herd7 prints; and an execution that explains it. */
public final class LitmusText {

    private static final Map<String, String> WHY = Map.ofEntries(
            Map.entry("rf", "reads what that writes"), Map.entry("rfe", "reads what that writes"),
            Map.entry("co", "overwrites that"), Map.entry("coi", "overwrites that"),
            Map.entry("fr", "overwrites what that reads"), Map.entry("fri", "overwrites what that reads"),
            Map.entry("po", "comes later in the thread"), Map.entry("po-loc", "comes later in the thread, at the same location"),
            Map.entry("addr", "its address depends on that"), Map.entry("data", "what it writes depends on that"),
            Map.entry("ctrl", "whether it is executed depends on that"), Map.entry("rmw", "is the write of that atomic operation"),
            Map.entry("mb", "a full barrier is between them"), Map.entry("wmb", "a write barrier is between them"),
            Map.entry("rmb", "a read barrier is between them"), Map.entry("gp", "a grace period is between them"),
            Map.entry("po-rel", "is a release, which that comes before"), Map.entry("acq-po", "comes after that acquire"),
            Map.entry("po-unlock-lock-po", "an unlock and then a lock are between them"),
            Map.entry("addr;wmb", "a plain access whose address depends on that, and a write barrier, are between them"),
            Map.entry("dep;rfi", "reads in its own thread a write that depends on that"),
            Map.entry("rf;rmw", "is the write of an atomic operation that reads that"),
            Map.entry("rcu-gp", "a grace period"), Map.entry("rcu-rscsi", "a read-side critical section, from its end to its beginning"),
            Map.entry("rcu-link", "that comes before it"), Map.entry("prop", "that has propagated when it is executed"),
            Map.entry("cumul-fence", "that propagates before it"), Map.entry("pb", "that is executed before it, because of a strong fence"),
            Map.entry("rcu-order", "at least as many grace periods as critical sections are between them"),
            Map.entry("rw-xbstar", "yet has to come later"), Map.entry("wr-vis", "yet was visible to that"), Map.entry("ww-vis", "yet has to come later"));

    private LitmusText() { }

    /**
     * The lines that herd7 prints.
     *
     * @param seconds how long it took; below 0 if that is not to be said
     */
    public static String result(LitmusResult result, double seconds) {
        String name = result.test().name();
        List<String> lines = new ArrayList<>();
        lines.add("Test " + name + " " + result.test().quantifier().kind());
        lines.add("States " + result.states().size());
        lines.addAll(result.states());
        lines.add(result.ok() ? "Ok" : "No");
        lines.add("Witnesses");
        lines.add("Positive: " + result.witnesses() + " Negative: " + result.others());
        result.flags().forEach(flag -> lines.add("Flag " + flag));
        lines.add("Condition " + result.test().condition());
        lines.add("Observation " + name + " " + result.observation().text() + " " + result.positive() + " " + result.negative());
        if (seconds >= 0) {
            lines.add(String.format(Locale.ROOT, "Time %s %.2f", name, seconds));
        }
        return String.join("\n", lines) + "\n\n";
    }

    /** The execution: its threads, its communication, and why it is forbidden. */
    public static String explanation(Explanation explanation) {
        List<String> lines = new ArrayList<>();
        lines.add(explanation.broken() == null ? "An allowed execution:" : "A forbidden execution:");
        List<Event> events = explanation.execution().skeleton().events();
        int thread = Event.INITIAL;
        for (int e = 0; e < events.size(); e++) {
            Event event = events.get(e);
            if (!event.initial()) {
                lines.add((event.thread() == thread ? "     " : String.format(Locale.ROOT, "  P%-2d", event.thread())) + label(events, e) + ": "
                        + explanation.text(e) + "  (line " + event.line() + ")");
                thread = event.thread();
            }
        }
        communication(explanation, events, lines);
        if (explanation.broken() != null) {
            broken(explanation, events, lines);
        }
        return String.join("\n", lines) + "\n\n";
    }

    /** Letters, in order; what a variable starts with is called so. */
    private static String label(List<Event> events, int event) {
        if (events.get(event).initial()) {
            return "(" + events.get(event).text() + ")";
        }
        int number = (int) events.subList(0, event).stream().filter(e -> !e.initial()).count();
        return number < 26 ? String.valueOf((char) ('a' + number)) : label26(number);
    }

    private static String label26(int number) {
        return String.valueOf((char) ('a' + number / 26 - 1)) + (char) ('a' + number % 26);
    }

    private static void communication(Explanation explanation, List<Event> events, List<String> lines) {
        Map<String, Relation> relations = new TreeMap<>(Map.of("rf", explanation.execution().rf(), "fr", explanation.execution().fr(),
                "co", explanation.execution().co()));
        relations.forEach((name, pairs) -> {
            List<String> shown = new ArrayList<>();
            for (int from = 0; from < events.size(); from++) {
                for (int to = 0; to < events.size(); to++) {
                    if (pairs.has(from, to) && !(name.equals("co") && events.get(from).initial())) {
                        shown.add(label(events, from) + "->" + label(events, to));
                    }
                }
            }
            if (!shown.isEmpty()) {
                lines.add("  " + name + ": " + String.join(" ", shown));
            }
        });
    }

    private static void broken(Explanation explanation, List<Event> events, List<String> lines) {
        String demand = switch (explanation.broken().demand()) {
            case ACYCLIC -> "acyclic";
            case IRREFLEXIVE -> "irreflexive";
            case EMPTY -> "empty";
        };
        lines.add("It breaks " + explanation.broken().name() + " (" + demand + " " + explanation.broken().relation() + ")"
                + (explanation.links().isEmpty() ? "." : ":"));
        explanation.links().forEach(link -> link(link, "  ", events, lines));
    }

    private static void link(Link link, String indent, List<Event> events, List<String> lines) {
        String why = WHY.getOrDefault(link.name(), "");
        lines.add(String.format(Locale.ROOT, "%s%s -> %s  %s%s", indent, label(events, link.from()), label(events, link.to()), link.name(),
                why.isEmpty() ? "" : ": " + why));
        link.parts().forEach(part -> link(part, indent + "  ", events, lines));
    }
}
