package org.sockrace.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Monitor;
import org.sockrace.explore.Source;
import org.sockrace.machine.Property;
import org.sockrace.odds.Duration;
import org.sockrace.odds.Nearness;
import org.sockrace.odds.Odds;
import org.sockrace.odds.Pace;
import org.sockrace.odds.TimeTable;
import org.sockrace.odds.simulation.Machine;
import org.sockrace.odds.simulation.Simulation;
import org.sockrace.odds.simulation.Splitting;
import org.sockrace.odds.simulation.Tally;
import org.sockrace.odds.simulation.Target;
import org.sockrace.reference.ReferenceModel.Bug;
import org.sockrace.search.StateGraph;

/** Splitting agrees with the exact figures where there are some, however small, and with plain simulation where that sees anything. */
class ReferenceSplittingTest {

    private static final Target TARGET = Target.breaking(Property.NO_USE_AFTER_UNLOAD);
    private static final Odds.Goal GOAL = Odds.Goal.breaking(TARGET.mask());
    private static final int SEEDS = 100;
    /** Of 100 intervals that hold the truth with 95 percent each, fewer than 88 are once in 300 sets of seeds; this set is fixed. */
    private static final int FEWEST = 88;

    private static StateGraph.Search search(int creators, Bug bug) {
        return StateGraph.search(Source.of(ReferenceModel.world(creators, bug)), Monitor.all(), Budget.NONE);
    }

    /** Everything takes a second, and what rmmod does takes that. */
    private static TimeTable rmmod(Duration time) {
        TimeTable table = TimeTable.uniform();
        for (String operation : List.of("read", "write", "atomic", "free")) {
            table = table.with("rmmod/" + operation, time, "test");
        }
        return table;
    }

    private static Splitting.Result split(StateGraph.Search search, TimeTable table, int effort, int replications, long seed) {
        Pace pace = Pace.of(search.graph().world(), table);
        Nearness nearness = Nearness.of(search.graph(), pace, GOAL);
        return new Splitting(search, pace, Monitor.all(), TARGET, nearness, effort, seed, Budget.NONE).run(replications, 0.95);
    }

    private static double exact(StateGraph.Search search, TimeTable table) {
        return Odds.of(search.graph(), Pace.of(search.graph().world(), table)).estimate(GOAL).probability();
    }

    private static boolean holds(Splitting.Result result, double probability) {
        return result.low() <= probability && probability <= result.high();
    }

    /** Seeds are fixed; with others, one interval of twenty does not hold the figure. */
    @ParameterizedTest
    @CsvSource({"2, 1, 0.36988", "3, 10, 5.8248e-4", "2, 100, 8.7609e-9"})
    void theDocumentedFigures(int creators, double times, double probability) {
        StateGraph.Search search = search(creators, Bug.NO_GRACE_PERIOD);
        TimeTable table = rmmod(Duration.exponential(times));
        double exact = exact(search, table);
        assertThat(exact).isCloseTo(probability, withinPercentage(0.01));
        Splitting.Result result = split(search, table, 1000, 20, 2);
        assertThat(result.probability()).isBetween(exact / 2, exact * 2);
        assertThat(holds(result, exact)).as(result.toString()).isTrue();
        assertThat(result.missed()).isZero();
        assertThat(result.levels()).hasSizeGreaterThan((int) -Math.log10(exact));
        assertThat(result.firstHit()).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({"1, 200", "10, 100"})
    void intervalsHoldTheExactFigure(double times, int effort) {
        StateGraph.Search search = search(2, Bug.NO_GRACE_PERIOD);
        TimeTable table = rmmod(Duration.exponential(times));
        double exact = exact(search, table);
        int held = 0;
        int wrong = 0;
        double sum = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            Splitting.Result result = split(search, table, effort, 20, seed);
            held += holds(result, exact) ? 1 : 0;
            wrong += holds(result, exact * 1.5) ? 1 : 0;
            sum += result.probability();
        }
        assertThat(held).isBetween(FEWEST, SEEDS);
        assertThat(wrong).as("what is wrong by half").isLessThan(FEWEST);
        assertThat(sum / SEEDS).as("right on average").isCloseTo(exact, withinPercentage(3));
    }

    private static Stream<Duration> shapes() {
        return Stream.of(Duration.constant(1.5), Duration.erlang(1.5, 6), Duration.uniform(1, 2), Duration.logNormal(1.6, 4),
                Duration.histogram(List.of(2.0, 1.0), List.of(1.0, 1.0)));
    }

    /** What has been taken so far is all that is known of an operation that is gone on with. */
    @ParameterizedTest
    @MethodSource("shapes")
    void otherTimesAreThoseOfThePlainSimulation(Duration time) {
        TimeTable table = rmmod(time);
        StateGraph.Search search = search(2, Bug.NO_GRACE_PERIOD);
        Pace pace = Pace.of(search.graph().world(), table);
        Tally tally = new Simulation(search.graph().world(), pace, Monitor.all(), Machine.IDLE, 1, TARGET, 5, Budget.NONE).run(100_000, 0, Budget.NONE);
        Splitting.Result result = split(search, table, 1000, 20, 3);
        assertThat(result.levels()).hasSizeGreaterThan(1);
        double[] interval = tally.interval(0.95);
        assertThat(result.low()).as(result + " and " + Arrays.toString(interval)).isLessThan(interval[1]);
        assertThat(result.high()).as(result + " and " + Arrays.toString(interval)).isGreaterThan(interval[0]);
        assertThat(holds(result, Math.exp(Nearness.of(search.graph(), pace, GOAL).of(0)))).as("what it were if all times were exponential").isFalse();
    }

    @Test
    void whatHoldsIsNeverMet() {
        Splitting.Result result = split(search(2, Bug.NONE), TimeTable.uniform(), 10, 2, 1);
        assertThat(result.probability()).isZero();
        assertThat(result.high()).as("the simulation does not know that").isEqualTo(1);
        assertThat(result.missed()).isEqualTo(2);
        assertThat(result.firstHit()).isNull();
    }

    @Test
    void theSameSeedIsTheSame() {
        StateGraph.Search search = search(2, Bug.NO_GRACE_PERIOD);
        TimeTable table = rmmod(Duration.logNormal(5, 40));
        Splitting.Result one = split(search, table, 100, 5, 42);
        assertThat(split(search, table, 100, 5, 42)).isEqualTo(one);
        assertThat(split(search, table, 100, 5, 43)).isNotEqualTo(one);
    }
}
