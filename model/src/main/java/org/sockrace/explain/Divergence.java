package org.sockrace.explain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.sockrace.automata.Frame;
import org.sockrace.automata.Node;
import org.sockrace.automata.Note;
import org.sockrace.automata.OpKind;
import org.sockrace.explore.Execution;
import org.sockrace.explore.Schedule;

/**
 * Where two executions part: for each thread the first of its steps that is another operation, or the same operation that observes something else. Threads are
 * compared one by one, so that it does not matter in which order they ran.
 */
public final class Divergence {

    private final History one;
    private final History other;
    private final CallNames calls;

    /**
     * Where a thread does something else, or sees something else.
     *
     * @param thread the thread
     * @param here its step in the one execution, from 1; 0 if it has none any more there
     * @param there its step in the other
     * @param sameOperation whether it is the same operation, and only what it observes differs
     */
    public record Point(int thread, int here, int there, boolean sameOperation) { }

    /** Compares executions of scenarios with the same threads. */
    public Divergence(Execution one, Execution other, CallNames calls) {
        SourceText source = new SourceText();
        this.one = new History(one, source);
        this.other = new History(other, source);
        this.calls = calls;
    }

    /** For each thread that differs the first difference, in the order in which the other execution comes to them. */
    public List<Point> points() {
        List<Point> points = new ArrayList<>();
        for (int t = 0; t < Math.min(one.threads(), other.threads()); t++) {
            Point point = point(t);
            if (point != null) {
                points.add(point);
            }
        }
        points.sort(Comparator.comparingInt(Point::there).thenComparingInt(Point::thread));
        return points;
    }

    private Point point(int thread) {
        List<Integer> here = one.all(s -> s.thread() == thread && counts(s));
        List<Integer> there = other.all(s -> s.thread() == thread && counts(s));
        for (int i = 0; i < Math.min(here.size(), there.size()); i++) {
            Execution.Step a = one.step(here.get(i));
            Execution.Step b = other.step(there.get(i));
            boolean same = operation(a.node()).equals(operation(b.node()));
            boolean done = a.edge() != null && b.edge() != null;
            if (!same || done && !seen(a).equals(seen(b))) {
                return new Point(thread, here.get(i), there.get(i), same);
            }
        }
        return null;
    }

    /** That something could fail and does not, or sleeps, is nothing that a thread does. */
    private static boolean counts(Execution.Step step) {
        boolean chosen = step.edge() != null && step.edge().observed() != 0;
        return step.node().op().kind() != OpKind.SCHEDULE && (step.node().op().kind() != OpKind.CHOICE || chosen);
    }

    /** What a node does and in which function, whatever file that is in and for which versions: another kernel may have another form of it. */
    private static String operation(Node node) {
        return Operations.describe(node.op()) + "\n" + (node.at().top() == null ? "" : node.at().top().function().replaceFirst("(_\\d+)+$", ""));
    }

    /** What came of a step, as text: numbers of objects need not be the same in two worlds. */
    private static String seen(Execution.Step step) {
        return step.node().op().kind().observes() || step.node().op().kind() == OpKind.CHOICE ? Operations.describe(step) : "";
    }

    // ---- in prose --------------------------------------------------------------------------------------------------------

    /**
     * Says how the schedule of the one execution goes in the other, which follows it step by step as far as it fits.
     *
     * @param wanted that schedule
     */
    public List<String> along(Schedule wanted) {
        List<String> sentences = new ArrayList<>();
        points().forEach(point -> sentences.add(sentence(point)));
        int fits = other.size();
        if (fits == wanted.steps().size()) {
            sentences.add((sentences.isEmpty() ? "The schedule does there what it does here, and it" : "The schedule") + " fits to its end, after step " + fits
                    + ", and nothing breaks.");
            return sentences;
        }
        Schedule.Step next = wanted.steps().get(fits);
        String name = other.name(next.thread());
        sentences.add("It diverges at step " + (fits + 1) + ": the schedule wants " + name + (next.choice() > 0 ? " to fail" : "") + "; " + name + " "
                + why(next) + ".");
        return sentences;
    }

    private String sentence(Point point) {
        String at = "At step " + point.there() + ", " + other.name(point.thread());
        Execution.Step there = other.step(point.there());
        Execution.Step here = one.step(point.here());
        if (point.sameOperation()) {
            return at + " sees something else" + other.in(point.there()) + ": " + Operations.describe(there) + ", not " + answer(here) + ".";
        }
        return at + " does " + Operations.describe(there) + other.in(point.there()) + ", where here it does " + Operations.describe(here)
                + (one.in(point.here()).equals(other.in(point.there())) ? "" : one.in(point.here())) + ".";
    }

    /** What follows the operation: {@code 0} of {@code atomic_add_return(1, refcnt) = 0}. */
    private static String answer(Execution.Step step) {
        String text = Operations.describe(step);
        int result = text.lastIndexOf(" = ");
        return result < 0 ? text : text.substring(result + 3);
    }

    /** Why the thread cannot take its step at the end of the other execution. */
    private String why(Schedule.Step next) {
        int thread = next.thread();
        Node at = other.execution().end().get(thread);
        if (at.op().kind() == OpKind.DONE) {
            int returned = other.returned(thread, other.size() + 1);
            return "has ended" + (returned == 0 ? "" : ": " + other.notes(returned, thread).stream().filter(Note.Returned.class::isInstance)
                    .map(Note.Returned.class::cast).reduce((a, b) -> b)
                    .map(r -> calls.call(thread, r.call()) + " = " + calls.result(thread, r.call(), r.result())).orElse(""));
        }
        Frame top = at.at().top();
        if (next.choice() > 0 && other.end().canMove(thread)) {
            return "does " + Operations.describe(at.op()) + " there" + (top == null ? "" : " in " + top.function() + " (" + top.file() + ":" + top.line() + ")")
                    + ", where nothing can fail";
        }
        return "is blocked" + (top == null ? "" : " in " + top.function() + " (" + top.file() + ":" + top.line() + ")") + ": "
                + new Waiting(other, new Argument()).blocked(thread);
    }
}
