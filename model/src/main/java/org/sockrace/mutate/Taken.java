package org.sockrace.mutate;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.sockrace.automata.Automaton;
import org.sockrace.automata.Edge;
import org.sockrace.automata.Node;
import org.sockrace.automata.World;
import org.sockrace.explore.Exploration;

/**
 * What threads did in a search, of all that their automata say they could: those cover every value that a cell ever holds, at each place where it is read,
 * whether it can be there at that time or not.
 */
final class Taken {

    private Taken() { }

    /** The automata of a complete search without the edges that no thread took, and the nodes that none reached. */
    static World of(Exploration exploration) {
        World world = exploration.world();
        List<Automaton> automata = new ArrayList<>();
        for (int role = 0; role < world.automata().size(); role++) {
            automata.add(of(world.automata().get(role), exploration.taken()[role]));
        }
        return new World(List.copyOf(automata), world.cells(), world.memories(), world.initial(), world.freedAtStart(), world.initialLedger(),
                world.initialBooks(), world.objects(), world.sharing());
    }

    private static Automaton of(Automaton automaton, long[][] taken) {
        BitSet reached = new BitSet();
        reached.set(automaton.start());
        for (int n = automaton.start(); n >= 0; n = reached.previousSetBit(n - 1)) {
            edges(automaton, taken, n).forEach(edge -> reached.set(edge.target()));
        }
        List<Node> nodes = new ArrayList<>();
        int[] number = new int[automaton.nodes().size()];
        for (int n = reached.nextSetBit(0); n >= 0; n = reached.nextSetBit(n + 1)) {
            number[n] = nodes.size();
            Node node = automaton.nodes().get(n);
            List<Edge> edges = edges(automaton, taken, n).stream().map(edge -> new Edge(edge.observed(), number[edge.target()], edge.notes())).toList();
            nodes.add(new Node(node.op(), node.at(), node.reader(), node.schedReader(), node.inside(), edges, node.end(), node.broken()));
        }
        return new Automaton(automaton.role(), List.copyOf(nodes), number[automaton.start()], automaton.startNotes(), automaton.histories());
    }

    /** The edges that were taken. All lead to nodes with smaller numbers, where automata do not lead back. */
    private static List<Edge> edges(Automaton automaton, long[][] taken, int node) {
        List<Edge> all = automaton.nodes().get(node).edges();
        return IntStream.range(0, all.size()).filter(e -> taken[node][e] > 0).mapToObj(all::get).toList();
    }
}
