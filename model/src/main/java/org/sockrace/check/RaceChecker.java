package org.sockrace.check;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import org.sockrace.automata.World;
import org.sockrace.explore.Budget;
import org.sockrace.explore.CutShortException;
import org.sockrace.explore.Exploration;
import org.sockrace.explore.Progress;
import org.sockrace.explore.Source;
import org.sockrace.machine.Property;
import org.sockrace.odds.Pace;
import org.sockrace.odds.TimeTable;
import org.sockrace.odds.simulation.Encounters;
import org.sockrace.reduce.Reductions;
import org.sockrace.scenario.Scenario;
import org.sockrace.search.BreadthFirst;
import org.sockrace.search.StateGraph;

/**
 * What two threads come to that do what they do again and again, each at its own pace, and meet at any moment: as the actors of a jcstress test do. Has no
 * state.
 */
public final class RaceChecker {

    /** What stands for all races in which something breaks: what calls return then depends on what was broken. */
    public static final String BROKEN = "broken";
    /** Of a data race a program on real threads says nothing. */
    private static final int NOTICED = Arrays.stream(Property.values()).filter(p -> p != Property.NO_DATA_RACE).mapToInt(StateGraph::mask)
            .reduce(0, (a, b) -> a | b);
    /** One thread is at most 2 to that power times as fast as the other, and what is found is that exact. */
    private static final double MOST = 6;
    private static final int STEPS = 12;

    /**
     * A pace of two threads by which what was observed of one outcome is predicted, or nearly so.
     *
     * @param slower how many times as long each operation of the second thread takes
     * @param part which part of the races that outcome is then
     */
    public record Fit(double slower, double part) { }

    private RaceChecker() { }

    /** Why a scenario is not one of two threads that race; null if it is. */
    public static String problem(Scenario scenario) {
        boolean two = scenario.threads().size() == 2 && scenario.threads().stream().allMatch(t -> t.copies() == 1);
        return two && !scenario.outcomes().names().isEmpty() ? null
                : "what jcstress sees is predicted of two threads whose calls have results, as in T0: s = socket(PF_TOY) || T1: r = rmmod(toy); "
                + scenario.name() + " is another scenario";
    }

    /**
     * Lets them race.
     *
     * @param scenario one without a {@link #problem}
     * @param slower how many times as long each operation of the second thread takes as one of the first; all take an exponential time
     * @param attempts how many attempts to make, of which those count in which both threads were at work at once
     * @param seed what the dice begin with
     * @param options its limits of real time, states and memory
     * @return how often each outcome was reached, the results joined by {@code ", "}; or {@link #BROKEN}
     * @throws CutShortException if nothing could be predicted; its message says why
     */
    public static Map<String, Long> races(Scenario scenario, double slower, int attempts, long seed, CheckOptions options, Progress progress) {
        Budget budget = options.budget(System.nanoTime(), progress);
        return Checker.withScene(scenario, scene -> {
            Exploration search = new BreadthFirst(Reductions.ALL, 1).explore(Source.unrolled(scene.source()), KnownRaces.MONITORS, budget);
            if (search.world() == null) {
                throw new CutShortException(search.claim().text());
            }
            return SimulationChecker.covered(scene, budget, world -> counted(scene, world, new Encounters(world, Pace.of(world, TimeTable.uniform()),
                    KnownRaces.MONITORS, slower, NOTICED, seed, budget).run(attempts)));
        });
    }

    private static Map<String, Long> counted(Scene scene, World world, Encounters.Met met) {
        Map<String, Long> counts = new TreeMap<>();
        if (met.broken() > 0) {
            counts.put(BROKEN, met.broken());
        }
        AtRest rest = new AtRest(world);
        met.endings().forEach((ending, count) -> {
            if (rest.problem(Scene.ends(world, ending), ending.contested()) != null) {
                counts.merge(BROKEN, count, Long::sum);
            } else {
                scene.outcomes(world, ending, row -> counts.merge(String.join(", ", row), count, Long::sum));
            }
        });
        return counts;
    }

    private static double times(double power) {
        return StrictMath.pow(2, power);
    }

    /**
     * How many times as long the operations of the second thread take, if that part of all races is as large as was observed.
     *
     * @param part which part of the races it is if they take so many times as long; it rises or falls
     * @param wanted what was observed
     */
    public static Fit fit(DoubleUnaryOperator part, double wanted) {
        double low = -MOST;
        double high = MOST;
        boolean rises = part.applyAsDouble(times(high)) > part.applyAsDouble(times(low));
        for (int step = 0; step < STEPS; step++) {
            double middle = (low + high) / 2;
            if (part.applyAsDouble(times(middle)) < wanted == rises) {
                low = middle;
            } else {
                high = middle;
            }
        }
        double slower = times((low + high) / 2);
        return new Fit(slower, part.applyAsDouble(slower));
    }
}
