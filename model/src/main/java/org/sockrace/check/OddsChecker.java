package org.sockrace.check;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sockrace.explain.SourceText;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Progress;
import org.sockrace.machine.Property;
import org.sockrace.odds.TimeTable;
import org.sockrace.odds.Vocabulary;
import org.sockrace.scenario.Scenario;
import org.sockrace.scenario.Suggest;
import org.sockrace.search.StateGraph;

/** Says how likely what may come of a scenario is. Has no state. */
public final class OddsChecker {

    private static final Pattern METHOD = Pattern.compile("^ {4,12}(?!return|else|new|throw)[A-Za-z][\\w<>\\[\\], .?]* (\\w+)\\([^;=]*\\{?$");

    /**
     * What is asked.
     *
     * @param table how long operations take
     * @param property the property whose breaking is the goal, or null
     * @param outcome the outcome that is, of which {@code *} is any result; empty if none is. Without both, it is the worst that breaks, or the rarest outcome
     */
    public record Question(TimeTable table, Property property, List<String> outcome) {

        /** Copies the outcome. */
        public Question {
            outcome = List.copyOf(outcome);
        }
    }

    private OddsChecker() { }

    /**
     * The odds of that scenario.
     *
     * @param options its limits; engine and reductions are of no meaning
     * @throws org.sockrace.machine.simulated.SetupException if its set-up fails
     * @throws org.sockrace.explore.ModelTooLargeException if it cannot be explored at all
     */
    public static OddsReport odds(Scenario scenario, Question question, CheckOptions options, Progress progress) {
        Budget budget = options.budget(System.nanoTime(), progress);
        return Checker.withScene(scenario, scene -> {
            StateGraph.Search search = StateGraph.search(scene.source(), KnownRaces.MONITORS, budget);
            return new OddsJudge(scenario, scene, question, budget, search).report();
        });
    }

    /** What rows of a table of durations may be for: the functions of the modelled kernel, and classes of operations. */
    public static Vocabulary vocabulary() {
        SourceText source = new SourceText();
        Set<String> functions = new HashSet<>();
        for (String file : SourceText.names()) {
            for (String line : source.file(file)) {
                Matcher method = METHOD.matcher(line);
                if (method.matches()) {
                    functions.add(method.group(1));
                }
            }
        }
        return new Vocabulary(functions, Suggest::nearest);
    }
}
