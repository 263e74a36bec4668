package org.sockrace.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.sockrace.SameOnEveryJdk;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Engine;
import org.sockrace.explore.Exploration;
import org.sockrace.explore.Progress;
import org.sockrace.machine.Property;
import org.sockrace.reduce.Reductions;
import org.sockrace.scenario.Catalogue;
import org.sockrace.scenario.Scenario;
import org.sockrace.search.BreadthFirst;
import org.sockrace.weak.model.ModelKind;
import org.sockrace.weak.world.NotSupportedException;
import org.sockrace.weak.world.WeakSearch;

/**
 * Under sequential consistency the executions that are built as graphs come to what all interleavings come to: the same outcomes, and the same broken
 * properties. Over the scenarios of the catalogue for which a bounded number of graphs is enough; with {@code -Dcheck.same=N} for N graphs.
 */
@SameOnEveryJdk
class SameAsInterleavingsTest {

    private static final int GRAPHS = Integer.getInteger("check.same", 600);

    /** What was found; null if the search was cut short. */
    private record Found(Set<String> outcomes, Set<Property> broken) { }

    private static Found found(Scenario scenario, Engine engine, long most) {
        long[] polls = {0};
        Budget budget = new Budget(0, 0, 0, () -> polls[0]++ > most, Progress.NONE);
        return Checker.withScene(scenario, scene -> {
            Exploration exploration = engine.explore(scene.source(), KnownRaces.MONITORS, budget);
            if (!exploration.claim().complete()) {
                return null;
            }
            Judge judge = Judge.of(scenario, scene, exploration, budget);
            Set<String> outcomes = new TreeSet<>();
            judge.endings().outcomes().forEach(outcome -> outcomes.add(String.join(", ", outcome)));
            Set<Property> broken = EnumSet.noneOf(Property.class);
            broken.addAll(exploration.findings().byProperty().keySet());
            broken.removeAll(WeakSearch.NOT_LOOKED_FOR);
            broken.remove(Property.NO_DATA_RACE);
            return new Found(outcomes, broken);
        });
    }

    @Test
    void theOutcomesAreTheSame() {
        int compared = 0;
        int broken = 0;
        for (Scenario scenario : Catalogue.load().scenarios()) {
            Found graphs;
            try {
                graphs = found(scenario, new WeakSearch(ModelKind.SC, 1, true), GRAPHS);
            } catch (NotSupportedException e) {
                continue;
            }
            if (graphs != null) {
                Found interleavings = found(scenario, new BreadthFirst(Reductions.ALL, 1), Long.MAX_VALUE);
                assertThat(graphs.outcomes).as(scenario.name()).isEqualTo(interleavings.outcomes);
                // Of two things that go wrong the graphs tell the one without which the other would not have been reached.
                assertThat(interleavings.broken).as(scenario.name()).containsAll(graphs.broken);
                assertThat(graphs.broken.isEmpty()).as(scenario.name()).isEqualTo(interleavings.broken.isEmpty());
                compared++;
                broken += graphs.broken.isEmpty() ? 0 : 1;
            }
        }
        assertThat(compared).as("so many are compared").isGreaterThan(60);
        assertThat(broken).as("and in so many something breaks").isGreaterThan(5);
    }
}
