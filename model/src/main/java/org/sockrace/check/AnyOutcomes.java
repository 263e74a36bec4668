package org.sockrace.check;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.sockrace.anynumber.ViewAbstraction;
import org.sockrace.anynumber.Views;
import org.sockrace.automata.World;
import org.sockrace.explore.Budget;
import org.sockrace.scenario.Grade;
import org.sockrace.scenario.OutcomeTable;

/**
 * What one of any number of identical threads and all others may come to together, when they have ended, whatever the rest of the identical ones do: nothing
 * else is possible, however many there are. That all of it is possible is not said.
 *
 * @param names the columns
 * @param reached the results, in alphabetical order
 * @param forbidden those of them that the scenario forbids
 */
public record AnyOutcomes(List<String> names, List<List<String>> reached, List<List<String>> forbidden) {

    /** Copies the lists. */
    public AnyOutcomes {
        names = List.copyOf(names);
        reached = List.copyOf(reached);
        forbidden = List.copyOf(forbidden);
    }

    /** Results of these as users read them: {@code (s, r) = (fd, 0) or (fd, EBUSY)}. */
    public String text(List<List<String>> rows) {
        return "(" + String.join(", ", names) + ") = " + String.join(" or ", rows.stream().map(values -> "(" + String.join(", ", values) + ")").toList());
    }

    /** Reads it off views of k threads; null if they do not say. */
    static AnyOutcomes of(AnyNumber many, OutcomeTable table, ViewAbstraction abstraction, Budget budget) {
        Scene scene = SceneBuilder.build(many.watching(ViewAbstraction.THREADS));
        Views views = abstraction.explore(scene.source(), KnownRaces.MONITORS, many.provable(), budget);
        if (!views.claim().complete()) {
            return null;
        }
        World world = views.world().withCopies(many.role(), ViewAbstraction.THREADS);
        TreeSet<List<String>> reached = new TreeSet<>(Comparator.comparing((List<String> values) -> String.join(", ", values)));
        views.ends().forEach(end -> reached.add(scene.outcome(many.nodes(world, end,
                Collections.nCopies(ViewAbstraction.THREADS, world.node(many.role(), end.nodes().get(end.nodes().size() - 1)))))));
        List<List<String>> forbidden = reached.stream()
                .filter(values -> table.row(values).filter(row -> row.grade() == Grade.FORBIDDEN).isPresent()).toList();
        return new AnyOutcomes(table.names(), List.copyOf(reached), forbidden);
    }
}
