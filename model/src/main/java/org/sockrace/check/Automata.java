package org.sockrace.check;

import org.sockrace.machine.simulated.World;
import org.sockrace.scenario.Scenario;

/** The automata of a scenario's threads, without a search: for those who compare the modelled code with something else. Has no state. */
public final class Automata {

    private Automata() { }

    /**
     * Sets the scenario up and builds its automata.
     *
     * @throws org.sockrace.machine.simulated.SetupException if its set-up fails
     */
    public static World of(Scenario scenario) {
        return SceneBuilder.build(scenario).world();
    }
}
