package org.sockrace.odds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Monitor;
import org.sockrace.machine.Property;
import org.sockrace.machine.simulated.Litmus;
import org.sockrace.search.StateGraph;

/** Operations of several phases, against closed forms. */
class PhasesTest {

    private static final int FREED = StateGraph.mask(Property.NO_USE_AFTER_FREE);

    private static double probability(Litmus program, TimeTable table) {
        StateGraph graph = StateGraph.search(program.source(), Monitor.all(), Budget.NONE).graph();
        return Odds.of(graph, Pace.of(graph.world(), table)).estimate(Odds.Goal.breaking(FREED)).probability();
    }

    private static TimeTable table(Duration free, Duration read) {
        return TimeTable.uniform().with("free", free, "test").with("read", read, "test");
    }

    /** One thread frees what the other one reads: it is the first with the probability that an exponential time is less than the sum of k others. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 32})
    void theFirstOfTwo(int k) {
        Litmus race = Litmus.of(m -> List.of(Litmus.thread(() -> m.k.free(m.p.mem)), Litmus.thread(m.p::use)));
        double survives = Math.pow(k / 3.0 / (k / 3.0 + 1 / 2.0), k);
        assertThat(probability(race, table(Duration.exponential(2), Duration.erlang(3, k)))).isCloseTo(1 - survives, within(1e-12));
        assertThat(probability(race, table(Duration.erlang(3, k), Duration.exponential(2)))).isCloseTo(survives, within(1e-12));
    }

    /** Both have phases: 1 - P is the chance that of k + j - 1 coins, weighted by the rates, at least k are the reader's. */
    @Test
    void bothOfTwo() {
        Litmus race = Litmus.of(m -> List.of(Litmus.thread(() -> m.k.free(m.p.mem)), Litmus.thread(m.p::use)));
        double p = 3 / 1.0 / (3 / 1.0 + 2 / 1.0);
        double readerFirst = 0;
        for (int n = 3; n <= 4; n++) {
            readerFirst += (n == 4 ? 1 : 4) * Math.pow(p, n) * Math.pow(1 - p, 4 - n);
        }
        assertThat(probability(race, table(Duration.erlang(1, 2), Duration.erlang(1, 3)))).isCloseTo(1 - readerFirst, within(1e-12));
    }

    /** Two identical readers: nobody knows which of them is in which phase, so they have one. */
    @Test
    void identicalThreadsHaveNone() {
        Litmus race = Litmus.of(m -> List.of(Litmus.thread(() -> m.k.free(m.p.mem)), Litmus.team(2, m.p::use)));
        StateGraph graph = StateGraph.search(race.source(), Monitor.all(), Budget.NONE).graph();
        Odds odds = Odds.of(graph, Pace.of(graph.world(), table(Duration.exponential(2), Duration.erlang(3, 5))));
        assertThat(odds.approximated()).hasSize(1).allMatch(name -> name.endsWith("/read(data)"));
        assertThat(odds.states()).isEqualTo(graph.states());
        assertThat(odds.estimate(Odds.Goal.breaking(FREED)).probability())
                .isEqualTo(probability(race, table(Duration.exponential(2), Duration.exponential(3))));
    }

    /** A grace period that takes time is one more phase after the last reader has left. */
    @Test
    void gracePeriodsBeginToTakeTimeWhenTheLastReaderHasLeft() {
        Litmus race = Litmus.of(m -> List.of(Litmus.thread(() -> {
            m.k.synchronize_rcu();
            m.k.free(m.p.mem);
        }), Litmus.thread(() -> m.reading(m.p::use))));
        double one = probability(race, TimeTable.uniform());
        double longer = probability(race, TimeTable.uniform().with("synchronize_rcu", Duration.erlang(20, 20), "test"));
        assertThat(longer).isPositive().isLessThan(one / 1000);
    }
}
