package org.sockrace.search;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sockrace.machine.simulated.Automaton;
import org.sockrace.machine.simulated.Edge;
import org.sockrace.machine.simulated.Frame;
import org.sockrace.machine.simulated.Node;
import org.sockrace.machine.simulated.Note;

/**
 * How often a search passed each goto label and each outcome of each test that guards a goto, counted in transitions of the search.
 *
 * @param labels the label to count
 * @param tests the test to counts
 */
public record Coverage(Map<Label, Long> labels, Map<Test, Long> tests) {

    /**
     * A goto label.
     *
     * @param function the function it stands in
     * @param file the source file
     * @param name the label
     */
    public record Label(String function, String file, String name) implements Comparable<Label> {
        @Override
        public int compareTo(Label other) {
            return java.util.Comparator.comparing(Label::file).thenComparing(Label::function).thenComparing(Label::name).compare(this, other);
        }
    }

    /**
     * One outcome of a test.
     *
     * @param function the function it stands in
     * @param file the source file
     * @param line its line
     * @param taken whether the goto was taken
     */
    public record Test(String function, String file, int line, boolean taken) implements Comparable<Test> {
        @Override
        public int compareTo(Test other) {
            return java.util.Comparator.comparing(Test::file).thenComparingInt(Test::line).thenComparing(Test::taken).compare(this, other);
        }
    }

    /** Counts what the search of that model passed. */
    public static Coverage of(Model model, Findings findings) {
        Coverage coverage = new Coverage(new TreeMap<>(), new TreeMap<>());
        for (int role = 0; role < model.tables.length; role++) {
            coverage.count(model, role, findings.taken(role));
        }
        return coverage;
    }

    private void count(Model model, int role, long[] taken) {
        Automaton automaton = model.world.automata().get(role);
        RoleTable table = model.tables[role];
        List<Node> nodes = automaton.nodes();
        long[][] edges = new long[nodes.size()][];
        for (int n = 0; n < edges.length; n++) {
            edges[n] = new long[nodes.get(n).edges().size()];
        }
        for (int d = 0; d < table.original.length; d++) {
            for (int raw = 0; raw + 1 < table.rows[d].length; raw++) {
                int first = table.rows[d][raw];
                if (first < table.rows[d][raw + 1]) {
                    edges[table.original[d]][table.edge[first]] += taken[first];
                    for (int n = table.stands[d]; n != table.original[d]; n = next(model, role, nodes, n)) {
                        edges[n][0] += taken[first];
                    }
                }
            }
        }
        long[] entered = new long[nodes.size()];
        entered[automaton.start()] = automaton.program().copies();
        automaton.startNotes().forEach(note -> add(note, automaton.program().copies()));
        for (int n = nodes.size() - 1; n >= 0; n--) {
            for (int e = 0; e < edges[n].length; e++) {
                long times = model.contractions.get(role).visible(n) ? edges[n][e] : entered[n];
                Edge edge = nodes.get(n).edges().get(e);
                entered[edge.target()] += times;
                edge.notes().forEach(note -> add(note, times));
            }
        }
    }

    /** From a node at which a section is entered to the next visible one. */
    private static int next(Model model, int role, List<Node> nodes, int n) {
        return model.contractions.get(role).closure(nodes.get(n).edges().get(0).target())[0];
    }

    private void add(Note note, long times) {
        if (times > 0 && note instanceof Note.Label label) {
            labels.merge(new Label(label.at().top().function(), label.at().top().file(), label.name()), times, Long::sum);
        } else if (times > 0 && note instanceof Note.Test test) {
            Frame top = test.at().top();
            tests.merge(new Test(top.function(), top.file(), top.line(), test.taken()), times, Long::sum);
        }
    }
}
