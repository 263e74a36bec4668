package org.sockrace.check;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.sockrace.machine.simulated.Node;
import org.sockrace.machine.simulated.ThreadProgram;
import org.sockrace.machine.simulated.World;

/**
 * A scenario that was set up and whose automata are built: what the engines search, and how what they find is read.
 *
 * @param world the automata
 * @param columns the outcome columns
 * @param names how calls and results are shown
 */
record Scene(World world, List<Column> columns, Explainer.CallNames names) {

    /**
     * A result that the scenario looks at.
     *
     * @param name the variable
     * @param thread the thread whose variable it is
     * @param variable its number there
     * @param call the number of the call that sets it
     */
    record Column(String name, int thread, int variable, int call) { }

    /** All outcomes that this final state stands for: more than one if identical threads can be exchanged. */
    Set<List<String>> outcomes(List<Integer> ending) {
        Set<List<String>> rows = new LinkedHashSet<>();
        for (List<Integer> order : exchanges(ending, false)) {
            List<String> row = new ArrayList<>();
            for (Column column : columns) {
                Node node = end(column.thread(), order.get(column.thread()));
                int value = node.end().results().getOrDefault(column.variable(), 0);
                row.add(names.result(column.thread(), column.call(), value));
            }
            rows.add(row);
        }
        return rows;
    }

    /** The outcome of one execution whose threads ended there. */
    List<String> outcome(List<Node> ends) {
        List<String> row = new ArrayList<>();
        for (Column column : columns) {
            int value = ends.get(column.thread()).end().results().getOrDefault(column.variable(), 0);
            row.add(names.result(column.thread(), column.call(), value));
        }
        return row;
    }

    /** Everything taken and not given back when the threads ended there, by kind, the set-up included. */
    Map<String, Integer> leftBehind(List<Node> ends) {
        Map<String, Integer> left = new TreeMap<>(world.initialLedger());
        for (Node node : ends) {
            if (node.end() != null) {
                node.end().ledger().forEach((kind, n) -> left.merge(kind, n, Integer::sum));
            }
        }
        left.values().removeIf(n -> n == 0);
        return left;
    }

    private Node end(int thread, int node) {
        return world.automata().get(roleOf(thread)).nodes().get(node);
    }

    private int roleOf(int thread) {
        int first = 0;
        for (int role = 0; role < world.automata().size(); role++) {
            first += world.automata().get(role).program().copies();
            if (thread < first) {
                return role;
            }
        }
        throw new IndexOutOfBoundsException("thread " + thread);
    }

    /** The ending with identical threads exchanged in every way; unless {@code everybody}, only those whose results are looked at. */
    Set<List<Integer>> exchanges(List<Integer> ending, boolean everybody) {
        Set<List<Integer>> all = new LinkedHashSet<>(Set.of(ending));
        int first = 0;
        for (var automaton : world.automata()) {
            ThreadProgram program = automaton.program();
            if (program.copies() > 1 && (everybody || !program.observed().isEmpty())) {
                Set<List<Integer>> more = new LinkedHashSet<>();
                for (List<Integer> one : all) {
                    permute(new ArrayList<>(one), first, first + program.copies(), more);
                }
                all = more;
            }
            first += program.copies();
        }
        return all;
    }

    private static void permute(List<Integer> list, int from, int to, Set<List<Integer>> into) {
        if (from >= to - 1) {
            into.add(List.copyOf(list));
            return;
        }
        for (int i = from; i < to; i++) {
            java.util.Collections.swap(list, from, i);
            permute(list, from + 1, to, into);
            java.util.Collections.swap(list, from, i);
        }
    }

    /** Everything taken and not given back in a final state, by kind, the set-up included. */
    Map<String, Integer> leftAt(List<Integer> ending) {
        List<Node> ends = new ArrayList<>();
        for (int t = 0; t < ending.size(); t++) {
            if (ending.get(t) >= 0) {
                ends.add(end(t, ending.get(t)));
            }
        }
        return leftBehind(ends);
    }
}
