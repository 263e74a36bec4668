package org.sockrace.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.sockrace.automata.Node;
import org.sockrace.automata.World;
import org.sockrace.explore.Ending;
import org.sockrace.explain.CallNames;
import org.sockrace.machine.simulated.WorldBuilder;

/**
 * A scenario that was set up: what the engines explore, and how what they find is read.
 *
 * @param source the automata
 * @param columns the outcome columns
 * @param names how calls and results are shown
 * @param shape which threads it was given that it does not name
 */
record Scene(WorldBuilder source, List<Column> columns, CallNames names, Shape shape) {

    /**
     * A result that the scenario looks at.
     *
     * @param name the variable
     * @param thread the thread whose variable it is
     * @param variable its number there
     * @param call the number of the call that sets it
     */
    record Column(String name, int thread, int variable, int call) { }

    /**
     * Hands over all outcomes that this final state stands for: more than one, perhaps millions, if identical threads with different results can be
     * exchanged.
     */
    void outcomes(World world, Ending ending, Consumer<List<String>> rows) {
        exchange(world, 0, 0, results(world, ending), rows);
    }

    /** Exchanges the threads of that role, whose first one is given, in every way that makes a difference, and then those of the roles after it. */
    private void exchange(World world, int role, int first, List<Map<Integer, Integer>> results, Consumer<List<String>> rows) {
        if (role == world.automata().size()) {
            rows.accept(row(results));
            return;
        }
        int copies = world.automata().get(role).role().copies();
        if (copies == 1 || world.automata().get(role).role().observed().isEmpty()) {
            exchange(world, role + 1, first + copies, results, rows);
            return;
        }
        Map<Map<Integer, Integer>, Integer> left = new LinkedHashMap<>();
        results.subList(first, first + copies).forEach(r -> left.merge(r, 1, Integer::sum));
        arrange(world, role, first, 0, left, new ArrayList<>(results), rows);
    }

    private void arrange(World world, int role, int first, int done, Map<Map<Integer, Integer>, Integer> left, List<Map<Integer, Integer>> results,
                         Consumer<List<String>> rows) {
        int copies = world.automata().get(role).role().copies();
        if (done == copies) {
            exchange(world, role + 1, first + copies, results, rows);
            return;
        }
        for (Map.Entry<Map<Integer, Integer>, Integer> one : left.entrySet()) {
            if (one.getValue() > 0) {
                one.setValue(one.getValue() - 1);
                results.set(first + done, one.getKey());
                arrange(world, role, first, done + 1, left, results, rows);
                one.setValue(one.getValue() + 1);
            }
        }
    }

    /** What each thread's variables hold in the end, in the order of the threads. */
    private static List<Map<Integer, Integer>> results(World world, Ending ending) {
        int[] roles = world.roles();
        List<Map<Integer, Integer>> results = new ArrayList<>();
        for (int t = 0; t < roles.length; t++) {
            results.add(world.node(roles[t], ending.nodes().get(t)).end().results());
        }
        return results;
    }

    private List<String> row(List<Map<Integer, Integer>> results) {
        List<String> row = new ArrayList<>();
        for (Column column : columns) {
            int value = results.get(column.thread()).getOrDefault(column.variable(), 0);
            row.add(names.result(column.thread(), column.call(), value));
        }
        return row;
    }

    /** The outcome of one execution whose threads ended there. */
    List<String> outcome(List<Node> ends) {
        return row(ends.stream().map(node -> node.end() == null ? Map.<Integer, Integer>of() : node.end().results()).toList());
    }

    /** Where each thread ended in a final state, or waits if it serves others. */
    static List<Node> ends(World world, Ending ending) {
        int[] roles = world.roles();
        List<Node> ends = new ArrayList<>();
        for (int t = 0; t < ending.nodes().size(); t++) {
            ends.add(world.node(roles[t], ending.nodes().get(t)));
        }
        return ends;
    }
}
