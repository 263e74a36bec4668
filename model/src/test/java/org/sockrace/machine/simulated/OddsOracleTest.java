package org.sockrace.machine.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sockrace.automata.Node;
import org.sockrace.automata.OpKind;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Ending;
import org.sockrace.explore.Findings;
import org.sockrace.explore.Monitor;
import org.sockrace.machine.Property;
import org.sockrace.odds.Duration;
import org.sockrace.odds.Odds;
import org.sockrace.odds.Pace;
import org.sockrace.odds.TimeTable;
import org.sockrace.search.Goal;
import org.sockrace.search.StateGraph;
import org.sockrace.semantics.Result;
import org.sockrace.semantics.Run;

/**
 * The odds of random programs over the whole alphabet, against the same sums made by the plain interpreter, which exchanges no threads and packs nothing:
 * probabilities of all broken properties, of all final states, and the mean time.
 */
class OddsOracleTest {

    private static final int PROGRAMS = Integer.getInteger("odds.programs", 400);
    private static final int MOST_STATES = 4_000;
    private static final TimeTable TABLE = TimeTable.uniform().with("read", Duration.exponential(0.3), "test").with("write", Duration.exponential(2), "test")
            .with("atomic", Duration.exponential(5), "test").with("synchronize_rcu", Duration.exponential(40), "test")
            .with("rcu_read_unlock", Duration.exponential(0.01), "test").with("free", Duration.exponential(7), "test");

    /** What the plain interpreter makes of a program. */
    private static final class Plain {
        private final Pace pace;
        private final Property property;
        private final Map<Run, Double> known = new HashMap<>();
        private final Map<Run, Double> seconds = new HashMap<>();

        Plain(Pace pace, Property property) {
            this.pace = pace;
            this.property = property;
        }

        private boolean has(Findings findings) {
            return findings.first(property) != null;
        }

        private double rate(Run run, int thread, Node node) {
            double rate = 1 / pace.duration(run.role(thread), run.number(thread)).mean();
            return node.op().kind() == OpKind.CHOICE ? rate / node.op().a() : rate;
        }

        double probability(Run run) {
            Double before = known.get(run);
            if (before != null) {
                return before;
            }
            Findings there = new Findings(run.world());
            Monitor.all().forEach(m -> m.state(run, there));
            double sum = 0;
            double total = 0;
            double time = 0;
            for (int t = 0; t < run.threads(); t++) {
                Node node = run.node(t);
                int choices = node.op().kind() == OpKind.CHOICE ? node.op().a() : 1;
                for (int choice = 0; run.canMove(t) && choice < choices; choice++) {
                    double rate = rate(run, t, node);
                    total += rate;
                    sum += rate * after(run, t, choice);
                    time += rate * lastSeconds;
                }
            }
            if (total == 0) {
                there.rest(run);
            }
            double result = has(there) ? 1 : total == 0 ? 0 : sum / total;
            known.put(run, result);
            seconds.put(run, has(there) || total == 0 ? 0 : (1 + time) / total);
            return result;
        }

        private double lastSeconds;

        private double after(Run run, int thread, int choice) {
            Run next = run.copy();
            Run.Step step = next.step(thread, choice);
            lastSeconds = 0;
            if (step.result() instanceof Result.Broken broken) {
                return broken.property() == property ? 1 : 0;
            }
            Findings findings = new Findings(run.world());
            Monitor.all().forEach(m -> m.step(run, thread, step.edge(), findings));
            findings.heard(run.role(thread), run.number(thread), step.edge().notes());
            if (has(findings)) {
                return 1;
            }
            double result = probability(next);
            lastSeconds = seconds.get(next);
            return result;
        }
    }

    private static void endings(Run run, double reached, Pace pace, Map<Ending, Double> into) {
        Plain rates = new Plain(pace, Property.OUTCOMES);
        double total = 0;
        for (int t = 0; t < run.threads(); t++) {
            total += run.canMove(t) ? 1 / pace.duration(run.role(t), run.number(t)).mean() : 0;
        }
        Findings there = new Findings(run.world());
        if (total == 0) {
            there.rest(run);
            there.endings().keySet().forEach(e -> into.merge(Goal.sorted(run.world(), e), reached, Double::sum));
        }
        for (int t = 0; t < run.threads(); t++) {
            Node node = run.node(t);
            int choices = node.op().kind() == OpKind.CHOICE ? node.op().a() : 1;
            for (int choice = 0; run.canMove(t) && choice < choices; choice++) {
                Run next = run.copy();
                if (next.step(t, choice).result() instanceof Result.Observed) {
                    endings(next, reached * rates.rate(run, t, node) / total, pace, into);
                }
            }
        }
    }

    @Test
    void figuresAreThoseOfThePlainInterpreter() {
        int compared = 0;
        int likely = 0;
        for (int seed = 0; seed < PROGRAMS; seed++) {
            RandomProgram.Ready ready = RandomProgram.draw(seed).ready();
            StateGraph graph = StateGraph.search(WorldBuilder.complete(ready.machine(), ready.programs()), Monitor.all(),
                    new Budget(MOST_STATES, 0, 0, () -> false, org.sockrace.explore.Progress.NONE)).graph();
            if (graph == null) {
                continue;
            }
            Pace pace = Pace.of(graph.world(), TABLE);
            Odds odds = Odds.of(graph, pace);
            for (Property property : List.of(Property.NO_USE_AFTER_FREE, Property.NO_DATA_RACE, Property.RCU_USAGE, Property.NO_DEADLOCK,
                    Property.UNREGISTER_CONTRACT, Property.REFCOUNT_RANGE, Property.KERNEL_ASSERTION)) {
                Odds.Estimate estimate = odds.estimate(Odds.Goal.breaking(StateGraph.mask(property)));
                if ((graph.brokenAtStart() & StateGraph.mask(property)) == 0) {
                    Plain plain = new Plain(pace, property);
                    Run start = new Run(graph.world());
                    assertThat(estimate.probability()).as("seed " + seed + " " + property).isCloseTo(plain.probability(start), within(1e-12));
                    assertThat(estimate.seconds()).as("seed " + seed + " " + property).isCloseTo(plain.seconds.get(start), within(1e-9));
                    likely += estimate.probability() > 0 && estimate.probability() < 1 ? 1 : 0;
                }
                assertThat(estimate.elasticities().stream().mapToDouble(e -> e).sum()).isCloseTo(0, within(1e-9));
            }
            compared++;
        }
        assertThat(compared).isGreaterThan(PROGRAMS / 2);
        assertThat(likely).as("programs that tell right from wrong").isGreaterThan(PROGRAMS / 10);
    }

    @Test
    void finalStatesAreAsLikelyAsAlongAllInterleavings() {
        for (int seed = 0; seed < PROGRAMS; seed++) {
            RandomProgram.Ready ready = RandomProgram.draw(seed).ready();
            StateGraph graph = StateGraph.search(WorldBuilder.complete(ready.machine(), ready.programs()), Monitor.all(),
                    new Budget(60, 0, 0, () -> false, org.sockrace.explore.Progress.NONE)).graph();
            if (graph == null || graph.states() > 60) {
                continue;
            }
            Pace pace = Pace.of(graph.world(), TABLE);
            Map<Ending, Double> expected = new HashMap<>();
            endings(new Run(graph.world()), 1, pace, expected);
            Map<Ending, Double> found = new HashMap<>();
            Odds.of(graph, pace).endings().forEach((ending, p) -> found.merge(Goal.sorted(graph.world(), ending), p, Double::sum));
            assertThat(found.keySet()).isEqualTo(expected.keySet());
            found.forEach((ending, p) -> assertThat(p).isCloseTo(expected.get(ending), within(1e-12)));
        }
    }
}
