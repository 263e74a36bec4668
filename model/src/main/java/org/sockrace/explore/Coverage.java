package org.sockrace.explore;

import java.util.Map;
import java.util.TreeMap;
import org.sockrace.automata.Automaton;
import org.sockrace.automata.Frame;
import org.sockrace.automata.Note;

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

    /** Counts what an exploration passed; nothing if it had no time to begin. */
    public static Coverage of(Exploration exploration) {
        Coverage coverage = new Coverage(new TreeMap<>(), new TreeMap<>());
        for (int role = 0; exploration.world() != null && role < exploration.taken().length; role++) {
            Automaton automaton = exploration.world().automata().get(role);
            automaton.startNotes().forEach(note -> coverage.add(note, automaton.role().copies()));
            for (int n = 0; n < automaton.nodes().size(); n++) {
                for (int e = 0; e < automaton.nodes().get(n).edges().size(); e++) {
                    long times = exploration.taken()[role][n][e];
                    automaton.nodes().get(n).edges().get(e).notes().forEach(note -> coverage.add(note, times));
                }
            }
        }
        return coverage;
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
