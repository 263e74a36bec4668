package org.sockrace.check;

import org.sockrace.automata.World;
import org.sockrace.explore.Budget;
import org.sockrace.machine.simulated.WorldBuilder;
import org.sockrace.scenario.Scenario;

/** The automata of a scenario's threads, without a search: for those who compare the modelled code with something else. Has no state. */
public final class Automata {

    private Automata() { }

    /**
     * Sets the scenario up and builds its automata, with every value followed that a cell may hold, and loops until they end or have been followed often
     * enough.
     *
     * @param rounds how often at most, from 1
     * @throws org.sockrace.machine.simulated.SetupException if its set-up fails
     */
    public static World of(Scenario scenario, int rounds) {
        return Shape.fitting(shape -> of(SceneBuilder.complete(scenario, shape), rounds));
    }

    private static World of(WorldBuilder builder, int rounds) {
        while (builder.unrolling() < rounds && builder.cutOff()) {
            builder.unrollFurther();
        }
        return builder.world(Budget.NONE);
    }
}
