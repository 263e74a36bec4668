package org.sockrace.check;

import java.util.List;
import org.sockrace.explore.Monitor;
import org.sockrace.explore.Recipe;
import org.sockrace.explore.Source;
import org.sockrace.machine.simulated.Experience;
import org.sockrace.scenario.ScenarioParser;

/**
 * A scenario, to be set up again.
 *
 * @param text its text
 * @param name what it is called if it does not name itself
 * @param shape what threads it is given that it does not name
 */
record ScenarioRecipe(String text, String name, Shape shape) implements Recipe {

    /** Of that text, as it was set up. */
    static ScenarioRecipe of(Cluster cluster, Scene scene) {
        return new ScenarioRecipe(cluster.text(), cluster.name(), scene.shape());
    }

    @Override
    public Source source() {
        return SceneBuilder.build(ScenarioParser.parse(text, "", name), shape, Experience.NONE).source();
    }

    @Override
    public List<Monitor> monitors() {
        return KnownRaces.MONITORS;
    }
}
