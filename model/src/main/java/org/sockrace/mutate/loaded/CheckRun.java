package org.sockrace.mutate.loaded;

import java.util.List;
import java.util.function.BooleanSupplier;
import org.sockrace.check.CheckOptions;
import org.sockrace.check.CheckReport;
import org.sockrace.check.Checker;
import org.sockrace.explore.Exploration;
import org.sockrace.explore.ModelTooLargeException;
import org.sockrace.explore.Progress;
import org.sockrace.machine.simulated.SetupException;
import org.sockrace.mutate.Run;
import org.sockrace.report.Judgement;
import org.sockrace.scenario.Catalogue;
import org.sockrace.scenario.Scenario;
import org.sockrace.scenario.ScenarioParser;

/**
 * Checks a scenario on the kernel of its class loader: loaded anew for each mutant, and called by its methods' names. Its results are those of {@link
 * org.sockrace.mutate.Run}.
 */
public final class CheckRun {

    private CheckRun() { }

    /**
     * Checks one scenario.
     *
     * @param only the ids of the properties that count, separated by spaces; empty for all, and for a set-up that fails
     * @return a {@link org.sockrace.mutate.Run.Kind} and, after a space, what was found: the number of states, properties, or a message
     */
    public static String check(String name, String text, String only, long states, double seconds, BooleanSupplier cancelled) {
        Scenario scenario = scenario(name, text);
        CheckOptions options = CheckOptions.DEFAULT.withoutCounterexamples().withLimits(states, 0, seconds).cancelledBy(cancelled);
        try {
            CheckReport report = Checker.check(scenario, options, Progress.NONE);
            return switch (Judgement.of(scenario, report)) {
                case MET -> Run.Kind.AS_EXPECTED + " " + report.states();
                case UNEXPECTED -> unexpected(scenario, report, only);
                case INCONCLUSIVE -> Run.Kind.CUT_SHORT + " " + report.limit();
            };
        } catch (SetupException e) {
            return only.isEmpty() ? Run.Kind.NOTICED + " set-up: " + e.getMessage() : Run.Kind.AS_EXPECTED + " 0";
        } catch (ModelTooLargeException e) {
            return Run.Kind.CUT_SHORT + " " + e.getMessage();
        }
    }

    private static String unexpected(Scenario scenario, CheckReport report, String only) {
        List<String> counting = List.of(only.split(" "));
        if (!only.isEmpty() && Judgement.unexpected(scenario, report).stream().noneMatch(property -> counting.contains(property.id()))) {
            return Run.Kind.AS_EXPECTED + " " + report.states();
        }
        List<String> broken = report.violations().stream().map(v -> v.property().id()).distinct().toList();
        return Run.Kind.NOTICED + " " + (broken.isEmpty() ? "nothing breaks" : String.join(", ", broken));
    }

    /** What the threads' automata are, as one text; on equal automata everything else is equal. */
    public static String automata(String name, String text, BooleanSupplier cancelled) {
        return AutomataText.of(explored(name, text, cancelled).world());
    }

    /** All that is found. */
    public static Exploration explored(String name, String text, BooleanSupplier cancelled) {
        return Checker.explored(scenario(name, text), CheckOptions.DEFAULT.withoutCounterexamples().cancelledBy(cancelled));
    }

    private static Scenario scenario(String name, String text) {
        return text == null ? Catalogue.load().matching(name).get(0).scenario() : ScenarioParser.parse(text, "", name);
    }
}
