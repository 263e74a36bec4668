package org.sockrace.mutate;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.sockrace.automata.Node;
import org.sockrace.automata.World;
import org.sockrace.explore.Ending;
import org.sockrace.explore.Exploration;
import org.sockrace.explore.Finding;

/** How all executions of a scenario end: results, what is counted, and what memory holds, of each thread together with the others; and what is broken. */
final class Ends {

    private Ends() { }

    /** Those of an exploration, as texts. */
    static Set<String> of(Exploration exploration) {
        World world = exploration.world();
        int[] roles = world.roles();
        Set<String> ends = new TreeSet<>();
        for (Ending ending : exploration.findings().endings().keySet()) {
            List<String> threads = new ArrayList<>();
            for (int t = 0; t < roles.length; t++) {
                threads.add(world.automata().get(roles[t]).role().name() + ": " + end(world.node(roles[t], ending.nodes().get(t))));
            }
            threads.sort(null);
            ends.add(threads + " " + world.sharing().contested() + " " + ending.contested());
        }
        for (Finding finding : exploration.findings().all()) {
            String what = finding.node() < 0 ? "" : world.node(finding.role(), finding.node()).op().toString();
            ends.add("broken: " + finding.property() + " " + finding.role() + " " + what + " " + finding.detail());
        }
        return ends;
    }

    private static String end(Node node) {
        return node.end() == null ? "waits" : EndText.whole(node.end());
    }
}
