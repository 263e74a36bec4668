package org.sockrace.reproducer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.sockrace.conform.source.Rules;
import org.sockrace.explain.Counterexample;
import org.sockrace.explain.Counterexample.Kind;
import org.sockrace.explain.Counterexample.Step;

/**
 * Where a schedule preempts a thread, as a function of the C that can be named to a probe.
 *
 * @param thread the thread's name
 * @param kind where in the function
 * @param function the function
 * @param last the last step before it, from 1
 * @param after what that step does, and where
 * @param before what the thread does next
 */
record PreemptionPoint(String thread, Where kind, String function, int last, String after, String before) {

    /** Where in a function. */
    enum Where {
        /** At its beginning. */
        ENTRY,
        /** When it returns: the innermost one, since the text of those that called it may be what is freed meanwhile. */
        RETURN,
        /** Between two of its statements: at an offset that depends on how the kernel was compiled. */
        INSIDE
    }

    /** All of an execution, in its order. Of a thread that does not go on, none is needed. */
    static List<PreemptionPoint> of(Counterexample execution) {
        Rules rules = Rules.bundled();
        List<PreemptionPoint> points = new ArrayList<>();
        List<Step> lines = execution.steps();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).kind() == Kind.PREEMPTED) {
                int thread = lines.get(i).thread();
                Optional<Step> last = lines.subList(0, i).stream().filter(s -> s.number() > 0 && s.thread() == thread).reduce((a, b) -> b);
                Optional<Step> next = lines.subList(i, lines.size()).stream().filter(s -> s.number() > 0 && s.thread() == thread).findFirst();
                if (last.isPresent() && next.isPresent()) {
                    points.add(between(execution.threads().get(thread), last.get(), next.get(), rules));
                }
            }
        }
        points.removeIf(point -> point.function().isEmpty());
        return points;
    }

    /** Whether it is of that thread, or of one of several of that name. */
    boolean isOf(String name) {
        return thread.equals(name) || thread.matches(java.util.regex.Pattern.quote(name) + "\\.\\d+");
    }

    private static PreemptionPoint between(String thread, Step last, Step next, Rules rules) {
        List<String> before = inC(last, rules);
        List<String> after = inC(next, rules);
        int common = 0;
        while (common < Math.min(before.size(), after.size()) && before.get(common).equals(after.get(common))) {
            common++;
        }
        Where kind = after.size() > common ? Where.ENTRY : before.size() > common ? Where.RETURN : Where.INSIDE;
        String function = kind == Where.ENTRY ? after.get(common) : kind == Where.RETURN ? before.get(before.size() - 1)
                : before.isEmpty() ? "" : before.get(common - 1);
        return new PreemptionPoint(thread, kind, function, last.number(), text(last), text(next));
    }

    private static String text(Step step) {
        return step.operation() + (step.functions().isEmpty() ? "" : " in " + step.functions().get(0));
    }

    /** The functions under way that C has, outermost first. */
    private static List<String> inC(Step step, Rules rules) {
        List<String> names = new ArrayList<>();
        step.functions().forEach(f -> rules.inC(f).ifPresent(names::add));
        Collections.reverse(names);
        return names;
    }
}
