package org.sockrace.weak.world;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.sockrace.automata.World;
import org.sockrace.explore.Ending;
import org.sockrace.explore.Exploration;
import org.sockrace.explore.Findings;
import org.sockrace.machine.Property;

/** All that a search tells, as text, so that it can be compared. */
public final class Told {

    private Told() { }

    /** Everything, in its order. */
    public static String of(WeakSearch.Found found) {
        Exploration e = found.exploration();
        Findings findings = e.findings();
        StringBuilder text = new StringBuilder(e.claim().text() + " " + e.states() + " " + e.transitions() + "\n" + findings.all() + "\n" + findings.stops()
                + "\n" + findings.exempted().stream().sorted(Comparator.comparing(Object::toString)).toList() + "\n" + findings.endings() + "\n"
                + findings.unknown() + "\n" + Arrays.deepToString(e.taken()) + "\n");
        for (Property property : Property.values()) {
            text.append(found.sketches().of(property)).append('\n');
        }
        findings.endings().keySet().forEach(ending -> text.append(found.sketches().of(Set.of(ending))).append('\n'));
        return text.toString();
    }

    /** The final states, where those count as one that become each other by exchanging identical threads. */
    public static Set<String> exchanged(World world, Findings findings) {
        Set<String> endings = new TreeSet<>();
        int[] roles = world.roles();
        for (Ending ending : findings.endings().keySet()) {
            List<String> nodes = new ArrayList<>();
            for (int t = 0; t < roles.length; t++) {
                nodes.add(roles[t] + ":" + ending.nodes().get(t));
            }
            Collections.sort(nodes);
            endings.add(nodes + " " + ending.contested());
        }
        return endings;
    }
}
