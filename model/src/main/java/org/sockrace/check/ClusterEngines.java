package org.sockrace.check;

import java.util.Optional;
import java.util.ServiceLoader;
import org.sockrace.explore.Engine;
import org.sockrace.explore.Recipe;
import org.sockrace.reduce.Reductions;

/** Makes engines that search on several machines. Whoever has one on the class path names it in {@code META-INF/services}: this program has none itself. */
public interface ClusterEngines {

    /**
     * An engine that finds what a breadth-first search in memory finds, with the same counts. Its {@code explore} throws {@link ClusterException} if the
     * machines cannot be used.
     *
     * @param master where the machines are
     * @param recipe how they make the automata of the source that is explored
     */
    Engine engine(String master, Recipe recipe, Reductions reductions);

    /** Those on the class path. */
    static Optional<ClusterEngines> find() {
        return ServiceLoader.load(ClusterEngines.class).findFirst();
    }
}
