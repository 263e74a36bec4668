package org.sockrace.cli;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.sockrace.check.OddsChecker;
import org.sockrace.machine.Property;
import org.sockrace.odds.TimeTable;
import org.sockrace.scenario.OutcomePattern;
import org.sockrace.scenario.Scenario;
import org.sockrace.scenario.Suggest;
import picocli.CommandLine.Option;

/** The option that says what attempts are for. */
final class GoalOption {

    @Option(names = "--goal", paramLabel = "GOAL", description = "What attempts are for: a property, or an outcome as in 'fd, EWOULDBLOCK' (* is any result). "
            + "Without, the worst that breaks; if nothing does, odds takes the rarest outcome.")
    private String goal;

    /**
     * What is asked of that scenario.
     *
     * @throws UsageException if it is neither a property nor an outcome
     */
    OddsChecker.Question question(Scenario scenario, TimeTable table) {
        Optional<Property> property = Stream.of(Property.values()).filter(p -> p.id().equals(goal)).findFirst();
        if (goal == null || property.isPresent()) {
            return new OddsChecker.Question(table, property.orElse(null), List.of());
        }
        List<String> ids = Stream.of(Property.values()).map(Property::id).toList();
        Optional<String> meant = goal.contains(",") ? Optional.empty() : Suggest.nearest(goal, ids);
        if (meant.isPresent() || goal.isBlank()) {
            throw new UsageException("--goal: " + meant.map(id -> "unknown property '" + goal + "'; did you mean '" + id + "'?")
                    .orElse("it is a property or an outcome, and must not be empty"));
        }
        return new OddsChecker.Question(table, null, OutcomePattern.parse(scenario, goal));
    }
}
