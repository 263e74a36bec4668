package org.sockrace.check;

import org.sockrace.machine.simulated.OpKind;
import org.sockrace.machine.simulated.World;
import org.sockrace.scenario.Scenario;

/** The automata of a scenario's threads, without a search: for those who compare the modelled code with something else. Has no state. */
public final class Automata {

    private Automata() { }

    /**
     * Sets the scenario up and builds its automata, with loops followed until they end or have been followed often enough.
     *
     * @param rounds how often at most, from 1
     * @throws org.sockrace.machine.simulated.SetupException if its set-up fails
     */
    public static World of(Scenario scenario, int rounds) {
        World world = SceneBuilder.build(scenario).world();
        while (world.unrolling() < rounds && isCutOff(world)) {
            world.unrollFurther();
        }
        return world;
    }

    private static boolean isCutOff(World world) {
        return world.automata().stream().flatMap(a -> a.nodes().stream()).anyMatch(n -> n.op().kind() == OpKind.FRONTIER);
    }
}
