package org.sockrace.odds.simulation;

import java.util.Set;
import java.util.function.Predicate;
import org.sockrace.explore.Ending;
import org.sockrace.machine.Property;
import org.sockrace.search.StateGraph;

/**
 * What attempts are for: an attempt that meets it is a hit, and over.
 *
 * @param mask properties of which one is to be broken, as {@link StateGraph#mask} has them; 0 for none
 * @param endings final states of which one is to be reached
 * @param windows operations, as a pace names them: as long as a thread is at one, somebody else may make it meet the target
 */
public record Target(int mask, Predicate<Ending> endings, Set<String> windows) {

    /** Copies the set. */
    public Target {
        windows = Set.copyOf(windows);
    }

    /** Without an operation to look at. */
    public Target(int mask, Predicate<Ending> endings) {
        this(mask, endings, Set.of());
    }

    /** To break that property. */
    public static Target breaking(Property property) {
        return new Target(StateGraph.mask(property), ending -> false);
    }

    /** Whether being in a state may be enough, which takes longer to find out. */
    boolean looksAtStates() {
        return (mask & StateGraph.mask(Property.NO_DATA_RACE)) != 0;
    }

    boolean isMetBy(Ending ending) {
        return ending != null && endings.test(ending);
    }
}
