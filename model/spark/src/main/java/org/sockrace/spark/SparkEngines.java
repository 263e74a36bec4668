package org.sockrace.spark;

import org.sockrace.check.ClusterEngines;
import org.sockrace.explore.Engine;
import org.sockrace.explore.Recipe;
import org.sockrace.reduce.Reductions;

/** What {@code --spark} finds on the class path. Has no state. */
public final class SparkEngines implements ClusterEngines {

    @Override
    public Engine engine(String master, Recipe recipe, Reductions reductions) {
        return new SparkEngine(master, recipe, reductions);
    }
}
