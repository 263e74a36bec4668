package org.sockrace.odds;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.sockrace.automata.Automaton;
import org.sockrace.automata.Edge;
import org.sockrace.automata.Frame;
import org.sockrace.automata.Node;
import org.sockrace.automata.World;

/**
 * How long each operation of a world takes, by a table. The time of a function is spread evenly over the operations of one call of it, of which there are as
 * many as on the way of a thread that has most of them. Immutable.
 */
public final class Pace {

    /**
     * Operations that take the same time, and have a name.
     *
     * @param name what they are called in a table, if they are to have a row of their own: {@code inet_create/read(state)}
     * @param duration how long one takes
     * @param row the row of the table that says so
     * @param assumed whether nobody has measured that
     * @param roles the threads that do it
     */
    public record Kind(String name, Duration duration, String row, boolean assumed, List<String> roles) {

        /** Copies the threads. */
        public Kind {
            roles = List.copyOf(roles);
        }
    }

    private final World world;
    private final List<Kind> kinds;
    /** By role and node. */
    private final int[][] kind;

    private Pace(World world, List<Kind> kinds, int[][] kind) {
        this.world = world;
        this.kinds = List.copyOf(kinds);
        this.kind = kind;
    }

    /** The pace of that world by that table. */
    public static Pace of(World world, TimeTable table) {
        Map<String, Double> perCall = operationsPerCall(world, table);
        Map<String, Integer> numbers = new LinkedHashMap<>();
        List<Kind> kinds = new ArrayList<>();
        List<TreeSet<String>> roles = new ArrayList<>();
        int[][] kind = new int[world.automata().size()][];
        for (int r = 0; r < kind.length; r++) {
            Automaton automaton = world.automata().get(r);
            kind[r] = new int[automaton.nodes().size()];
            for (int n = 0; n < kind[r].length; n++) {
                Node node = automaton.nodes().get(n);
                String row = row(node, table);
                String name = name(node);
                int number = numbers.computeIfAbsent(name + "\t" + row, k -> numbers.size());
                if (number == kinds.size()) {
                    TimeTable.Row of = table.rows().get(row);
                    double mean = of.duration().mean() / perCall.getOrDefault(row, 1.0);
                    kinds.add(new Kind(name, of.duration().scaledTo(mean), row, of.isAssumed(), List.of()));
                    roles.add(new TreeSet<>());
                }
                roles.get(number).add(automaton.role().name());
                kind[r][n] = number;
            }
        }
        for (int k = 0; k < kinds.size(); k++) {
            Kind one = kinds.get(k);
            kinds.set(k, new Kind(one.name(), one.duration(), one.row(), one.assumed(), List.copyOf(roles.get(k))));
        }
        return new Pace(world, kinds, kind);
    }

    /** The automata. */
    public World world() {
        return world;
    }

    /** All kinds of operations, by number. */
    public List<Kind> kinds() {
        return kinds;
    }

    /** The number of the kind of that operation. */
    public int kind(int role, int node) {
        return kind[role][node];
    }

    /** How long that operation takes. */
    public Duration duration(int role, int node) {
        return kinds.get(kind[role][node]).duration();
    }

    // ---- which row -----------------------------------------------------------------------------------------------------

    private static String function(Node node) {
        return node.at().top() == null ? "" : node.at().top().function();
    }

    private static String name(Node node) {
        String function = function(node);
        return (function.isEmpty() ? "" : function + "/") + OperationClass.label(node.op());
    }

    /** The most special row that covers the operation. */
    private static String row(Node node, TimeTable table) {
        OperationClass of = OperationClass.of(node.op().kind());
        List<String> names = new ArrayList<>(List.of(name(node), function(node) + "/" + of.id()));
        if (of.isApart()) {
            names.add(of.id());
        }
        node.at().frames().stream().map(Frame::function).forEach(names::add);
        names.add(of.id());
        return names.stream().filter(table.rows()::containsKey).findFirst().orElse(TimeTable.OTHER);
    }

    // ---- functions -----------------------------------------------------------------------------------------------------

    /** By row of a function: how many operations one call of it has, on the way of a thread that has most of them. */
    private static Map<String, Double> operationsPerCall(World world, TimeTable table) {
        Map<String, Double> perCall = new HashMap<>();
        for (String function : table.rows().keySet()) {
            double most = 0;
            for (Automaton automaton : world.automata()) {
                int[] way = longest(automaton, function, table);
                most = way[1] == 0 ? most : Math.max(most, (double) way[0] / way[1]);
            }
            if (most > 1) {
                perCall.put(function, most);
            }
        }
        return perCall;
    }

    /** How many operations of the function the way has that has most of them, and how many calls. */
    private static int[] longest(Automaton automaton, String function, TimeTable table) {
        List<Node> nodes = automaton.nodes();
        int[][] from = new int[nodes.size()][];
        for (int n = 0; n < from.length; n++) {
            int[] best = new int[2];
            for (Edge edge : nodes.get(n).edges()) {
                int[] next = from[edge.target()];
                int call = !isIn(nodes.get(n), function) && isIn(nodes.get(edge.target()), function) ? 1 : 0;
                if (next[0] > best[0]) {
                    best = new int[] {next[0], next[1] + call};
                }
            }
            best[0] += row(nodes.get(n), table).equals(function) ? 1 : 0;
            from[n] = best;
        }
        int[] start = from[automaton.start()];
        return new int[] {start[0], start[1] + (isIn(nodes.get(automaton.start()), function) ? 1 : 0)};
    }

    private static boolean isIn(Node node, String function) {
        return node.at().frames().stream().anyMatch(f -> f.function().equals(function));
    }
}
