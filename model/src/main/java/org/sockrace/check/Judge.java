package org.sockrace.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.sockrace.machine.Property;
import org.sockrace.machine.simulated.Frame;
import org.sockrace.machine.simulated.Node;
import org.sockrace.scenario.Values;
import org.sockrace.search.Breakage;
import org.sockrace.search.Goal;
import org.sockrace.search.SearchResult;

/** Reads what a search found in the terms of its scenario: outcomes, and what is broken. */
final class Judge {

    /** Cells whose plain accesses race in the real kernel too, and why that does no harm. */
    private static final Map<String, String> KNOWN_RACES = Map.of(
            "warned", "printing a warning twice does no harm",
            "state", "module_is_live may see an old state: safety rests on the counter");

    /**
     * Something broken.
     *
     * @param property the property
     * @param message what, in one line
     * @param function where, or an empty string
     * @param goal what a schedule must reach to show it, or null if none can
     */
    record Broken(Property property, String message, String function, Goal goal) { }

    private final Scene scene;
    private final SearchResult result;
    private final Rules rules;
    final List<Broken> broken = new ArrayList<>();
    final List<String> races = new ArrayList<>();
    final List<Outcome> outcomes = new ArrayList<>();
    final Endings endings;

    /** What a scenario asks for. */
    interface Rules {
        /** Whether the property is to be checked. */
        boolean checks(Property property);

        /** The declared rows, in order; empty if nothing is declared. */
        List<Outcome> declared();

        /** Whether the declared rows are all that may happen. */
        boolean complete();
    }

    Judge(Scene scene, SearchResult result, Rules rules) {
        this.scene = scene;
        this.result = result;
        this.rules = rules;
        breakages();
        rest();
        Map<List<String>, Set<List<Integer>>> reached = reached();
        this.endings = new Endings(reached.keySet(), result.findings().stops());
        if (!scene.columns().isEmpty()) {
            outcomes(reached);
        }
    }

    private void breakages() {
        Map<Property, Breakage> first = new LinkedHashMap<>();
        Set<String> raced = new LinkedHashSet<>();
        for (Breakage breakage : result.findings().breakages()) {
            if (breakage.property() == Property.NO_DATA_RACE) {
                String cell = node(breakage).op().cell().name;
                if (KNOWN_RACES.containsKey(cell)) {
                    raced.add(node(breakage).op().cell().qualifiedName() + ": " + KNOWN_RACES.get(cell));
                    continue;
                }
            }
            if (rules.checks(breakage.property())) {
                first.putIfAbsent(breakage.property(), breakage);
            }
        }
        races.addAll(raced);
        first.forEach((property, b) -> broken.add(new Broken(property, message(b), function(b), Goal.breaking(property))));
    }

    private Node node(Breakage breakage) {
        return scene.world().automata().get(breakage.role()).nodes().get(breakage.node());
    }

    private String function(Breakage breakage) {
        Frame top = breakage.node() < 0 ? null : node(breakage).at().top();
        return top == null ? "" : top.function();
    }

    private String message(Breakage breakage) {
        if (breakage.role() < 0) {
            return "no thread can move";
        }
        Node node = node(breakage);
        String what = Operations.describe(node.op(), null);
        return switch (breakage.property()) {
            case NO_USE_AFTER_UNLOAD, NO_USE_AFTER_FREE -> node.broken() != null ? what
                    : what + ", but " + (node.op().cell() != null ? node.op().cell().region : node.op().region()) + " was freed";
            case REFCOUNT_RANGE -> node.broken() != null ? what : what + " would make the counter negative";
            case GRACE_PERIOD -> what + " while a reader that was there when it began is still inside";
            case UNREGISTER_CONTRACT -> breakage.detail().equals("inside") ? "delete_module returns 0 while a thread is inside the module"
                    : what + " finds a family whose sock_unregister has returned";
            case NO_DATA_RACE -> what + " races with an access by another thread";
            default -> what;
        };
    }

    private void rest() {
        Map<String, Set<List<Integer>>> problems = new LinkedHashMap<>();
        for (List<Integer> ending : result.findings().endings().keySet()) {
            String problem = AtRest.problem(scene.leftAt(ending));
            if (problem != null) {
                problems.computeIfAbsent(problem, p -> new LinkedHashSet<>()).add(ending);
            }
        }
        if (rules.checks(Property.REFCOUNT_BALANCE)) {
            problems.forEach((problem, endings) -> broken.add(new Broken(Property.REFCOUNT_BALANCE, "at rest: " + problem, "",
                    Goal.ending(endings))));
        }
    }

    /** The outcomes in alphabetical order, with the final states that have them. */
    private Map<List<String>, Set<List<Integer>>> reached() {
        Map<List<String>, Set<List<Integer>>> reached = new TreeMap<>(java.util.Comparator.comparing(Object::toString));
        if (!scene.columns().isEmpty()) {
            result.findings().endings().keySet().forEach(ending ->
                    scene.outcomes(ending).forEach(row -> reached.computeIfAbsent(row, r -> new LinkedHashSet<>()).add(ending)));
        }
        return reached;
    }

    private long count(Set<List<Integer>> endings) {
        return endings.stream().mapToLong(result.findings().endings()::get).sum();
    }

    private void outcomes(Map<List<String>, Set<List<Integer>>> seen) {
        Set<List<String>> used = new LinkedHashSet<>();
        for (Outcome row : rules.declared()) {
            long count = 0;
            for (Map.Entry<List<String>, Set<List<Integer>>> e : seen.entrySet()) {
                if (Values.fit(row.values(), e.getKey()) && used.add(e.getKey())) {
                    count += count(e.getValue());
                    forbid(row, e.getKey(), e.getValue());
                }
            }
            outcomes.add(new Outcome(row.values(), count, frequency(count, seen.size()), row.grade(), row.description()));
            missing(row, count);
        }
        seen.forEach((row, at) -> {
            if (!used.contains(row)) {
                long count = count(at);
                outcomes.add(new Outcome(row, count, frequency(count, seen.size()), Outcome.Grade.UNSPECIFIED, ""));
                if (rules.complete()) {
                    wrong(unlisted(row), at);
                }
            }
        });
    }

    private void forbid(Outcome row, List<String> values, Set<List<Integer>> endings) {
        if (row.grade() == Outcome.Grade.FORBIDDEN) {
            wrong(forbidden(row, values), endings);
        }
    }

    private void missing(Outcome row, long count) {
        boolean must = row.grade() == Outcome.Grade.ACCEPTABLE || row.grade() == Outcome.Grade.INTERESTING;
        if (must && count == 0 && result.exhaustive() && rules.checks(Property.OUTCOMES)) {
            broken.add(new Broken(Property.OUTCOMES, "outcome " + String.join(", ", row.values()) + " is declared but never reached", "", null));
        }
    }

    private void wrong(String message, Set<List<Integer>> endings) {
        if (rules.checks(Property.OUTCOMES)) {
            broken.add(new Broken(Property.OUTCOMES, message, "", Goal.ending(endings)));
        }
    }

    /** Says what is wrong with an outcome, or null if it may happen. */
    static String wrongOutcome(List<String> values, Rules rules) {
        if (values.isEmpty() || !rules.checks(Property.OUTCOMES)) {
            return null;
        }
        for (Outcome row : rules.declared()) {
            if (Values.fit(row.values(), values)) {
                return row.grade() == Outcome.Grade.FORBIDDEN ? forbidden(row, values) : null;
            }
        }
        return rules.complete() ? unlisted(values) : null;
    }

    private static String forbidden(Outcome row, List<String> values) {
        return "forbidden outcome " + String.join(", ", values) + (row.description().isEmpty() ? "" : ": " + row.description());
    }

    private static String unlisted(List<String> values) {
        return "outcome " + String.join(", ", values) + " is not in the table";
    }

    private static Outcome.Seen frequency(long count, int distinct) {
        return count == 0 ? Outcome.Seen.NEVER : distinct == 1 ? Outcome.Seen.ALWAYS : Outcome.Seen.SOMETIMES;
    }
}
