package org.sockrace.search;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.sockrace.automata.Automaton;
import org.sockrace.automata.OpKind;
import org.sockrace.automata.World;
import org.sockrace.explore.Ending;
import org.sockrace.explore.Finding;
import org.sockrace.explore.Findings;
import org.sockrace.explore.Source;
import org.sockrace.machine.Property;

/**
 * What a schedule is looked for: either a broken property, or a final state.
 *
 * @param property the property, or null
 * @param endings the final states, the nodes of threads of one role sorted; empty if a property is looked for
 */
public record Goal(Property property, Set<Ending> endings) {

    /** To break that property. */
    public static Goal breaking(Property property) {
        return new Goal(property, Set.of());
    }

    /** To end in one of these final states, or one in which identical threads are exchanged. */
    public static Goal ending(World world, Set<Ending> endings) {
        Set<Ending> sorted = new LinkedHashSet<>();
        endings.forEach(ending -> sorted.add(sorted(world, ending)));
        return new Goal(null, sorted);
    }

    /** The same final state with the threads of each role in ascending order of their nodes. */
    public static Ending sorted(World world, Ending ending) {
        List<Integer> sorted = new ArrayList<>(ending.nodes());
        int first = 0;
        for (Automaton automaton : world.automata()) {
            sorted.subList(first, first + automaton.role().copies()).sort(null);
            first += automaton.role().copies();
        }
        return new Ending(sorted, ending.contested());
    }

    /** The finding that meets the goal, or null. */
    Finding metBy(World world, Findings findings) {
        if (property == Property.TERMINATION) {
            for (Source.Unknown u : findings.unknown()) {
                if (world.node(u.role(), u.node()).op().kind() == OpKind.FRONTIER) {
                    return new Finding(property, u.role(), u.node(), "", 0);
                }
            }
        }
        return property == null ? null : findings.first(property);
    }

    /** Whether a final state meets the goal. */
    boolean endedBy(World world, Findings findings) {
        return property == null && findings.endings().keySet().stream().anyMatch(e -> isEnding(world, e));
    }

    /** Whether the state is looked for. */
    boolean isEnding(World world, Ending ending) {
        return endings.contains(sorted(world, ending));
    }
}
