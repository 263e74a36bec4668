package org.sockrace.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sockrace.explain.Counterexample;
import org.sockrace.explain.Counterexample.Step;
import org.sockrace.explain.Timeline;
import org.sockrace.explain.Timeline.Variable;

/** Holds the values over time, which a picture shows, against what the steps of the text say. */
final class TimelineComparison {

    private static final Pattern CHANGE = Pattern.compile("(\\S+) (\\S+(?: \\S+)*?) -> (\\S+(?: \\S+)*)");

    private TimelineComparison() { }

    /** Where they say something else; empty if they agree. */
    static List<String> problems(Counterexample shown) {
        List<String> problems = new ArrayList<>();
        for (Step step : shown.steps()) {
            for (String change : step.changes()) {
                problem(shown, step, change).forEach(p -> problems.add("step " + step.number() + ": " + change + ": " + p));
            }
        }
        for (Variable variable : shown.timeline().variables()) {
            told(shown, variable, problems);
        }
        return problems;
    }

    private static List<String> problem(Counterexample shown, Step step, String change) {
        String thread = shown.threads().get(step.thread());
        if (change.endsWith(" becomes a reader") || change.endsWith(" is no reader any more")) {
            boolean now = List.of(readers(shown, step.number())).contains(thread);
            return now == change.endsWith("becomes a reader") ? List.of() : List.of("readers are " + List.of(readers(shown, step.number())));
        }
        Matcher m = CHANGE.matcher(change);
        if (change.contains(" -> FREED") || !m.matches()) {
            return List.of();
        }
        Set<String> names = Set.of(m.group(1), thread + " " + m.group(1));
        List<Variable> of = shown.timeline().variables().stream().filter(v -> names.contains(v.name())).toList();
        boolean same = of.stream().anyMatch(v -> v.at(step.number() - 1).equals(m.group(2)) && v.at(step.number()).equals(m.group(3)));
        return same ? List.of() : List.of("the picture has " + of.stream().map(v -> v.at(step.number() - 1) + " -> " + v.at(step.number())).toList());
    }

    private static String[] readers(Counterexample shown, int step) {
        return shown.timeline().variables().stream().filter(v -> v.name().equals("RCU readers")).findFirst().orElseThrow().at(step).split(", ");
    }

    /** A cell changes only at a step that says so, or that takes the memory it lies in. */
    private static void told(Counterexample shown, Variable variable, List<String> problems) {
        if (variable.group().equals("threads") || variable.group().equals("memory")) {
            return;
        }
        List<Step> steps = shown.steps().stream().filter(s -> s.number() > 0).toList();
        for (Timeline.Value value : variable.values()) {
            if (value.step() > 0 && steps.get(value.step() - 1).changes().stream().noneMatch(c -> c.contains(" -> ") || c.endsWith(" taken"))) {
                problems.add("step " + value.step() + " does not say that " + variable.name() + " becomes " + value.text());
            }
        }
    }
}
