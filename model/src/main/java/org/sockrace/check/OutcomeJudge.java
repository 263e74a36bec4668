package org.sockrace.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.sockrace.automata.World;
import org.sockrace.explore.Ending;
import org.sockrace.machine.Property;
import org.sockrace.scenario.Grade;
import org.sockrace.scenario.OutcomeRow;
import org.sockrace.scenario.OutcomeTable;
import org.sockrace.scenario.Scenario;
import org.sockrace.scenario.Values;
import org.sockrace.scenario.Where;
import org.sockrace.search.Goal;

/**
 * Holds the outcomes that were reached against what the scenario says of them. Outcomes that differ only in which of several identical threads had which
 * results are one row.
 */
final class OutcomeJudge {

    private final OutcomeTable table;
    private final World world;
    private final boolean followed;
    private final Exchange exchange;
    private final ToLongFunction<Set<Ending>> counts;
    private final Map<List<String>, Set<Ending>> reached;
    private final List<Outcome> rows = new ArrayList<>();
    private final List<Judge.Broken> broken = new ArrayList<>();
    private boolean merged;

    /**
     * Judges.
     *
     * @param followed whether every execution was followed to its end, so that what was not reached never is
     * @param reached each outcome in the order in which it is to be shown, with the final states that have it
     * @param counts how many states these are
     */
    OutcomeJudge(Scenario scenario, World world, boolean followed, Map<List<String>, Set<Ending>> reached,
                 ToLongFunction<Set<Ending>> counts) {
        this.table = scenario.outcomes();
        this.world = world;
        this.followed = followed;
        this.reached = reached;
        this.counts = counts;
        this.exchange = new Exchange(scenario);
        table.rows().forEach(this::row);
        unlisted();
        table.rows().forEach(this::missing);
        new FaultJudge(table, world).judge(reached, followed).forEach(w -> broken.add(new Judge.Broken(Property.OUTCOMES, w.message(), null,
                w.at().isEmpty() ? null : Goal.ending(world, w.at()), w.row().where().line())));
    }

    /** The table: declared rows first, then what else was reached. */
    List<Outcome> rows() {
        return rows;
    }

    /** What is wrong: first what happened, then what did not. */
    List<Judge.Broken> broken() {
        return broken;
    }

    /** Whether a row stands for several outcomes. */
    boolean merged() {
        return merged;
    }

    private List<List<String>> fitting(OutcomeRow row) {
        return reached.keySet().stream().filter(values -> Values.fit(row.values(), values)).toList();
    }

    private void row(OutcomeRow row) {
        List<List<String>> fitting = fitting(row);
        Map<List<String>, Group> own = groups(fitting.stream().filter(values -> table.row(values).orElseThrow().equals(row)).toList());
        List<Outcome.Case> cases = new ArrayList<>();
        for (Group group : own.values()) {
            if (row.values().contains(Values.ANY)) {
                cases.add(new Outcome.Case(group.first, seen(group.size)));
            }
            if (row.grade() == Grade.FORBIDDEN) {
                wrong(forbidden(row, group.first), group.at, row.where());
            }
        }
        long count = fitting.stream().map(reached::get).mapToLong(counts).sum();
        rows.add(new Outcome(row.values(), count, seen(fitting.size()), Outcome.Grade.of(row.grade()), row.description(), cases));
    }

    private void unlisted() {
        for (Group group : groups(reached.keySet().stream().filter(values -> table.row(values).isEmpty()).toList()).values()) {
            rows.add(new Outcome(group.first, counts.applyAsLong(group.at), seen(group.size), Outcome.Grade.UNSPECIFIED, "", List.of()));
            if (table.complete()) {
                wrong(unlisted(group.first), group.at, table.where());
            }
        }
    }

    private void missing(OutcomeRow row) {
        if (row.grade().mustBeReached() && followed && fitting(row).isEmpty()) {
            broken.add(new Judge.Broken(Property.OUTCOMES, "outcome " + String.join(", ", row.values()) + " is declared but never reached", null, null,
                    row.where().line()));
        }
    }

    private void wrong(String message, Set<Ending> at, Where contradicts) {
        broken.add(new Judge.Broken(Property.OUTCOMES, message, null, Goal.ending(world, at), contradicts.line()));
    }

    private Outcome.Seen seen(int outcomes) {
        return outcomes == 0 ? Outcome.Seen.NEVER : followed && outcomes == reached.size() ? Outcome.Seen.ALWAYS : Outcome.Seen.SOMETIMES;
    }

    // ---- outcomes that are one row ------------------------------------------------------------------------------------

    /** Outcomes that become each other when identical threads are exchanged. */
    private static final class Group {
        private final List<String> first;
        private final Set<Ending> at = new LinkedHashSet<>();
        private int size;

        Group(List<String> first) {
            this.first = first;
        }
    }

    private Map<List<String>, Group> groups(List<List<String>> outcomes) {
        Map<List<String>, Group> groups = new LinkedHashMap<>();
        for (List<String> values : outcomes) {
            Group group = groups.computeIfAbsent(exchange.common(values), common -> new Group(values));
            group.at.addAll(reached.get(values));
            merged |= ++group.size > 1;
        }
        return groups;
    }

    // ---- one outcome --------------------------------------------------------------------------------------------------

    /** Says what is wrong with an outcome, or null if it may happen. */
    static String wrongOutcome(List<String> values, OutcomeTable table) {
        if (values.isEmpty()) {
            return null;
        }
        return table.row(values).map(row -> row.grade() == Grade.FORBIDDEN ? forbidden(row, values) : null).orElse(
                table.row(values).isEmpty() && table.complete() ? unlisted(values) : null);
    }

    private static String forbidden(OutcomeRow row, List<String> values) {
        return "forbidden outcome " + String.join(", ", values) + (row.description().isEmpty() ? "" : ": " + row.description());
    }

    private static String unlisted(List<String> values) {
        return "outcome " + String.join(", ", values) + " is not in the table";
    }
}
