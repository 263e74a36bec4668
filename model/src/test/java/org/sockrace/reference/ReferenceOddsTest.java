package org.sockrace.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Monitor;
import org.sockrace.explore.Source;
import org.sockrace.machine.Property;
import org.sockrace.odds.Duration;
import org.sockrace.odds.Odds;
import org.sockrace.odds.Pace;
import org.sockrace.odds.TimeTable;
import org.sockrace.reference.ReferenceModel.Bug;
import org.sockrace.search.StateGraph;

/** The odds of the reference model without its grace period, as another program has computed them. */
class ReferenceOddsTest {

    private static final Odds.Goal GOAL = Odds.Goal.breaking(StateGraph.mask(Property.NO_USE_AFTER_UNLOAD));

    private static StateGraph graph(int creators, Bug bug) {
        return StateGraph.search(Source.of(ReferenceModel.world(creators, bug)), Monitor.all(), Budget.NONE).graph();
    }

    /** Everything takes a second, and what rmmod does so many times as long. */
    private static TimeTable slowly(double times) {
        TimeTable table = TimeTable.uniform();
        for (String operation : List.of("read", "write", "atomic", "free")) {
            table = table.with("rmmod/" + operation, Duration.exponential(times), "test");
        }
        return table;
    }

    @ParameterizedTest
    @CsvSource({"2, 1, 512, 0.3699, 5e-5", "3, 10, 2777, 5.825e-4, 5e-8", "2, 100, 512, 8.761e-9, 5e-13"})
    void figuresAreExactHoweverRare(int creators, double times, int states, double probability, double error) {
        StateGraph graph = graph(creators, Bug.NO_GRACE_PERIOD);
        assertThat(graph.states()).isEqualTo(states);
        Odds.Estimate estimate = Odds.of(graph, Pace.of(graph.world(), slowly(times))).estimate(GOAL);
        assertThat(estimate.probability()).isCloseTo(probability, within(error));
        assertThat(estimate.attempts(0.5)).isEqualTo(Math.ceil(Math.log(0.5) / Math.log1p(-estimate.probability())));
    }

    @Test
    void whatHoldsNeverBreaks() {
        StateGraph graph = graph(2, Bug.NONE);
        assertThat(graph.states()).isEqualTo(549);
        Odds.Estimate estimate = Odds.of(graph, Pace.of(graph.world(), TimeTable.uniform())).estimate(GOAL);
        assertThat(estimate.probability()).isZero();
        assertThat(estimate.attempts(0.5)).isNaN();
        assertThat(estimate.elasticities()).containsOnly(0.0);
    }

    /** By how much the probability grows if an operation takes longer, and not by how much it should. */
    @Test
    void sensitivitiesAreSlopes() {
        StateGraph graph = graph(2, Bug.NO_GRACE_PERIOD);
        TimeTable table = slowly(10);
        Odds odds = Odds.of(graph, Pace.of(graph.world(), table));
        Odds.Estimate estimate = odds.estimate(GOAL);
        double h = 1e-6;
        for (String operation : List.of("rmmod/write", "rmmod/atomic", "rmmod/free")) {
            double all = 0;
            for (int k = 0; k < estimate.elasticities().size(); k++) {
                all += odds.pace().kinds().get(k).row().equals(operation) ? estimate.elasticities().get(k) : 0;
            }
            TimeTable slower = table.with(operation, Duration.exponential(10 * (1 + h)), "test");
            double then = Odds.of(graph, Pace.of(graph.world(), slower)).estimate(GOAL).probability();
            assertThat(all).as(operation).isCloseTo((then / estimate.probability() - 1) / h, within(1e-4)).isNotZero();
        }
    }
}
