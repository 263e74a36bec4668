package org.sockrace.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.sockrace.SameOnEveryJdk;
import org.sockrace.explore.Budget;
import org.sockrace.explore.CutShortException;
import org.sockrace.explore.Engine;
import org.sockrace.explore.ModelTooLargeException;
import org.sockrace.explore.Progress;
import org.sockrace.machine.Property;
import org.sockrace.machine.simulated.OracleBridge;
import org.sockrace.machine.simulated.OracleBridge.Said;
import org.sockrace.machine.simulated.SetupException;
import org.sockrace.machine.simulated.WorldBuilder;
import org.sockrace.reduce.Reductions;
import org.sockrace.scenario.Scenario;
import org.sockrace.scenario.ScenarioSyntaxException;
import org.sockrace.search.BreadthFirst;
import org.sockrace.search.DepthFirst;

/**
 * Random scenarios of the modelled kernel: every engine and every reduction must say of each what the plain search says, and all of them what the oracle
 * says, where that can visit every state. {@code -Dscenarios=2000 -Dscenarios.first=0} asks for more of them.
 */
@SameOnEveryJdk
class RandomScenariosTest {

    private static final int SCENARIOS = Integer.getInteger("scenarios", 200);
    private static final int FIRST = Integer.getInteger("scenarios.first", 0);
    private static final int MOST_STATES = Integer.getInteger("scenarios.states", 40_000);
    private static final int MOST_ORACLE_STATES = Integer.getInteger("scenarios.oracle", 6_000);
    /** How often automata may ask whether to go on: 64 histories each time. */
    private static final int MOST_POLLS = Integer.getInteger("scenarios.polls", 800);

    private static final Map<String, CheckOptions> OPTIONS = new LinkedHashMap<>();
    private static final Map<String, Engine> ENGINES = new LinkedHashMap<>();

    static {
        OPTIONS.put("symmetry", CheckOptions.DEFAULT.with(new Reductions(true, false)));
        OPTIONS.put("partial order", CheckOptions.DEFAULT.with(new Reductions(false, true)));
        OPTIONS.put("all", CheckOptions.DEFAULT);
        OPTIONS.put("all, depth-first", CheckOptions.DEFAULT.with(EngineKind.DEPTH_FIRST));
        OPTIONS.put("all, two workers", CheckOptions.DEFAULT.withWorkers(2));
        ENGINES.put("plain", new BreadthFirst(Reductions.NONE, 1));
        ENGINES.put("all", new BreadthFirst(Reductions.ALL, 1));
        ENGINES.put("depth-first", new DepthFirst(Reductions.ALL));
    }

    /** What came of many scenarios. */
    private static final class Tally {
        private int none;
        private int large;
        private int plain;
        private int oracle;
        private final Map<Property, Integer> broken = new java.util.TreeMap<>();
        private final List<String> differences = new ArrayList<>();

        @Override
        public String toString() {
            return plain + " against the plain search, " + oracle + " of them against the oracle; " + large + " too large, " + none + " no scenarios; broken "
                    + broken + "; differences " + differences.size();
        }
    }

    @Test
    void everyEngineSaysTheSame() {
        Tally tally = new Tally();
        for (long seed = FIRST; seed < FIRST + SCENARIOS; seed++) {
            RandomScenario drawn = RandomScenario.draw(seed);
            String difference = difference(drawn, tally);
            if (difference != null) {
                RandomScenario small = smallest(drawn);
                tally.differences.add("seed " + seed + ":\n" + small + difference(small, new Tally()));
            }
        }
        System.getLogger("scenarios").log(System.Logger.Level.INFO, tally.toString());
        assertThat(tally.differences).as(tally.toString()).isEmpty();
        assertThat(tally.plain).as(tally.toString()).isGreaterThan(SCENARIOS / 3);
        assertThat(tally.oracle).as(tally.toString()).isGreaterThan(SCENARIOS / 10);
    }

    private static RandomScenario smallest(RandomScenario scenario) {
        RandomScenario small = scenario;
        boolean smaller = true;
        while (smaller) {
            smaller = false;
            for (RandomScenario candidate : small.smaller()) {
                if (difference(candidate, new Tally()) != null) {
                    small = candidate;
                    smaller = true;
                    break;
                }
            }
        }
        return small;
    }

    // ---- one scenario --------------------------------------------------------------------------------------------------

    /** The first difference, or null; also null if it is no scenario, or too large. */
    private static String difference(RandomScenario drawn, Tally tally) {
        try {
            Scenario scenario = drawn.scenario();
            CheckReport plain = check(scenario, CheckOptions.DEFAULT.with(Reductions.NONE));
            if (!plain.exhaustive()) {
                tally.large++;
                return null;
            }
            plain.violations().stream().map(Violation::property).distinct().forEach(p -> tally.broken.merge(p, 1, Integer::sum));
            String difference = engines(scenario, plain);
            tally.plain++;
            return difference == null ? oracle(scenario, tally) : difference;
        } catch (ScenarioSyntaxException | SetupException e) {
            tally.none++;
        } catch (ModelTooLargeException | CutShortException e) {
            tally.large++;
        } catch (RuntimeException | AssertionError e) {
            return e + " at " + List.of(e.getStackTrace()).subList(0, Math.min(4, e.getStackTrace().length));
        }
        return null;
    }

    private static BooleanSupplier polls() {
        AtomicLong left = new AtomicLong(MOST_POLLS);
        return () -> left.decrementAndGet() < 0;
    }

    private static CheckReport check(Scenario scenario, CheckOptions options) {
        return Checker.check(scenario, options.withLimits(MOST_STATES, 0, 0).cancelledBy(polls()).withoutCounterexamples(), Progress.NONE);
    }

    private static String engines(Scenario scenario, CheckReport plain) {
        for (Map.Entry<String, CheckOptions> e : OPTIONS.entrySet()) {
            CheckReport report = check(scenario, e.getValue());
            if (report.limit().equals("interrupted")) {
                throw new CutShortException(report.limit());
            }
            if (!said(report).equals(said(plain))) {
                return e.getKey() + "\n plain " + said(plain) + "\n " + e.getKey() + " " + said(report);
            }
        }
        return null;
    }

    private static String said(CheckReport report) {
        Set<String> broken = report.violations().stream().map(v -> v.property().id() + (v.property() == Property.OUTCOMES ? v.message() : ""))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> outcomes = report.endings().outcomes().stream().map(Object::toString).collect(Collectors.toCollection(TreeSet::new));
        return report.verdict() + " " + report.limit() + " " + broken + " stops " + report.endings().stops() + " outcomes " + outcomes;
    }

    // ---- against the oracle --------------------------------------------------------------------------------------------

    private static String oracle(Scenario scenario, Tally tally) {
        return Shape.fitting(shape -> oracle(scenario, shape, tally));
    }

    private static String oracle(Scenario scenario, Shape shape, Tally tally) {
        SceneBuilder.Ready ready = SceneBuilder.ready(scenario, shape);
        Said right = OracleBridge.oracle(ready.machine(), ready.programs(), MOST_ORACLE_STATES);
        if (!right.complete()) {
            return null;
        }
        String difference = null;
        for (Map.Entry<String, Engine> engine : ENGINES.entrySet()) {
            SceneBuilder.Ready fresh = SceneBuilder.ready(scenario, shape);
            WorldBuilder source = WorldBuilder.onDemand(fresh.machine(), fresh.programs());
            Said given = OracleBridge.engine(engine.getValue(), source, new Budget(MOST_STATES, 0, 0, polls(), Progress.NONE));
            if (given != null && !given.equals(right)) {
                difference = engine.getKey() + "\n oracle " + right + "\n engine " + given;
                break;
            }
        }
        tally.oracle++;
        return difference;
    }
}
