package org.sockrace.search;

import java.util.List;
import org.sockrace.automata.Automaton;
import org.sockrace.automata.Edge;
import org.sockrace.automata.Node;
import org.sockrace.reduce.Contraction;

/** Turns how often successors were taken into how often edges were: the local operations that a contracted model leaves out are put back. */
final class Visits {

    private Visits() { }

    /** By role, node and edge. */
    static long[][][] of(Model model, List<long[][]> bySuccessor) {
        long[][][] edges = new long[model.tables.length][][];
        for (int role = 0; role < edges.length; role++) {
            long[] sum = new long[model.tables[role].target.length];
            for (long[][] taken : bySuccessor) {
                for (int s = 0; s < sum.length; s++) {
                    sum[s] += taken[role][s];
                }
            }
            edges[role] = edges(model, role, sum);
        }
        return edges;
    }

    private static long[][] edges(Model model, int role, long[] taken) {
        Automaton automaton = model.world.automata().get(role);
        Contraction contraction = model.contractions.get(role);
        List<Node> nodes = automaton.nodes();
        long[][] edges = new long[nodes.size()][];
        for (int n = 0; n < edges.length; n++) {
            edges[n] = new long[nodes.get(n).edges().size()];
        }
        visible(model.tables[role], contraction, nodes, taken, edges);
        long[] entered = new long[nodes.size()];
        entered[automaton.start()] = automaton.role().copies();
        for (int n = nodes.size() - 1; n >= 0; n--) {
            for (int e = 0; e < edges[n].length; e++) {
                edges[n][e] = contraction.visible(n) ? edges[n][e] : entered[n];
                entered[nodes.get(n).edges().get(e).target()] += edges[n][e];
            }
        }
        return edges;
    }

    private static void visible(RoleTable table, Contraction contraction, List<Node> nodes, long[] taken, long[][] edges) {
        for (int d = 0; d < table.original.length; d++) {
            for (int raw = 0; raw + 1 < table.rows[d].length; raw++) {
                int first = table.rows[d][raw];
                if (first < table.rows[d][raw + 1]) {
                    edges[table.original[d]][table.edge[first]] += taken[first];
                    for (int n = table.stands[d]; n != table.original[d]; n = next(contraction, nodes, n)) {
                        edges[n][0] += taken[first];
                    }
                }
            }
        }
    }

    /** From a node at which a section is entered to the next visible one. */
    private static int next(Contraction contraction, List<Node> nodes, int n) {
        Edge edge = nodes.get(n).edges().get(0);
        return contraction.closure(edge.target())[0];
    }
}
