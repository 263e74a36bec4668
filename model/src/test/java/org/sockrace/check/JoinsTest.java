package org.sockrace.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.sockrace.automata.World;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Ending;
import org.sockrace.explore.Exploration;
import org.sockrace.explore.Monitor;
import org.sockrace.machine.simulated.WorldBuilder;
import org.sockrace.reduce.Reductions;
import org.sockrace.scenario.Scenario;
import org.sockrace.scenario.ScenarioParser;
import org.sockrace.search.BreadthFirst;

/** Where the kernel's code says that only some variables matter, that is so: without joining histories there the same ends are reached. */
class JoinsTest {

    @ParameterizedTest
    @ValueSource(strings = {
        "module toy family=PF_TOY loaded=no init=ok|fails; T0: a = insmod(toy) || T1: b = insmod(toy); faults signal",
        "module toy family=PF_TOY; T0: a = rmmod(toy) || T1: b = insmod(toy); faults signal"})
    void nothingIsLost(String program) {
        assertThat(reached(program, true)).isEqualTo(reached(program, false));
    }

    private static String reached(String program, boolean joins) {
        Scenario scenario = ScenarioParser.parse(program, "", "x");
        SceneBuilder.Ready ready = SceneBuilder.ready(scenario, Shape.PLAIN);
        ready.machine().joins(joins);
        WorldBuilder source = WorldBuilder.onDemand(ready.machine(), ready.programs());
        Exploration found = new BreadthFirst(Reductions.NONE, 1).explore(source, Monitor.all(), Budget.NONE);
        World world = source.world(Budget.NONE);
        Set<String> ends = new TreeSet<>();
        for (Ending ending : found.findings().endings().keySet()) {
            ends.add(Scene.ends(world, ending).stream().map(n -> n.end().results().toString() + n.end().ledger()).toList().toString());
        }
        return ends + " breaks " + found.findings().stops();
    }
}
