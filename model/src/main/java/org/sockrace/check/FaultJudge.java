package org.sockrace.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.sockrace.automata.World;
import org.sockrace.explore.Ending;
import org.sockrace.scenario.Fault;
import org.sockrace.scenario.Grade;
import org.sockrace.scenario.OutcomeRow;
import org.sockrace.scenario.OutcomeTable;

/** Holds what came out against what had failed, if the outcome table says which failure gives what. */
final class FaultJudge {

    /**
     * Something that does not fit.
     *
     * @param message what
     * @param at the final states that show it; empty if it is that there are none
     * @param row the row that it contradicts
     */
    record Wrong(String message, Set<Ending> at, OutcomeRow row) { }

    private final OutcomeTable table;
    private final World world;
    private final Map<OutcomeRow, Set<String>> seen = new LinkedHashMap<>();
    private final Map<String, Wrong> wrong = new LinkedHashMap<>();

    FaultJudge(OutcomeTable table, World world) {
        this.table = table;
        this.world = world;
    }

    /**
     * Judges.
     *
     * @param reached each outcome, with the final states that have it
     * @param followed whether every execution was followed to its end
     */
    List<Wrong> judge(Map<List<String>, Set<Ending>> reached, boolean followed) {
        if (!table.explains()) {
            return List.of();
        }
        reached.forEach((values, endings) -> table.row(values).filter(row -> row.grade() != Grade.FORBIDDEN).ifPresent(row ->
                endings.forEach(ending -> look(row, values, ending))));
        List<Wrong> all = new ArrayList<>(wrong.values());
        table.rows().stream().filter(row -> followed && row.grade().mustBeReached()).forEach(row -> missing(row, all));
        return all;
    }

    private void look(OutcomeRow row, List<String> values, Ending ending) {
        Set<String> failed = failed(ending);
        Set<String> known = seen.computeIfAbsent(row, r -> new LinkedHashSet<>());
        if (failed.isEmpty()) {
            known.add("");
        }
        known.addAll(failed);
        boolean named = row.by().stream().map(Fault::id).anyMatch(failed::contains);
        boolean fits = named || row.clean() && failed.size() != 1;
        if (!fits) {
            String when = failed.isEmpty() ? " though nothing failed" : " after " + String.join(", ", failed) + " failed";
            String message = "outcome " + String.join(", ", values) + when + ", which its row does not name";
            wrong.computeIfAbsent(message, m -> new Wrong(m, new LinkedHashSet<>(), row)).at().add(ending);
        }
    }

    private void missing(OutcomeRow row, List<Wrong> all) {
        Set<String> known = seen.getOrDefault(row, Set.of());
        if (known.isEmpty()) {
            return;
        }
        List<String> wanted = new ArrayList<>(row.by().stream().map(Fault::id).toList());
        if (row.clean()) {
            wanted.add("");
        }
        for (String fault : wanted) {
            if (!known.contains(fault)) {
                all.add(new Wrong("outcome " + String.join(", ", row.values()) + " is declared for " + (fault.isEmpty() ? "when nothing fails" : fault)
                        + " but never reached so", Set.of(), row));
            }
        }
    }

    private Set<String> failed(Ending ending) {
        Set<String> failed = new TreeSet<>();
        Scene.ends(world, ending).forEach(node -> failed.addAll(node.end().faults()));
        return failed;
    }
}
