package org.sockrace.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sockrace.automata.World;
import org.sockrace.explore.Budget;
import org.sockrace.explore.CutShortException;
import org.sockrace.explore.Exploration;
import org.sockrace.explore.Progress;
import org.sockrace.explore.Source;
import org.sockrace.odds.Pace;
import org.sockrace.odds.TimeTable;
import org.sockrace.odds.simulation.Encounters;
import org.sockrace.reduce.Reductions;
import org.sockrace.scenario.Call;
import org.sockrace.scenario.CallKind;
import org.sockrace.scenario.Scenario;
import org.sockrace.scenario.ThreadDecl;
import org.sockrace.search.BreadthFirst;

/** Predicts what calls of socket() come to that meet an unload. Has no state. */
public final class PredictionChecker {

    private static final String DONE = "0";

    private PredictionChecker() { }

    /** The number of the thread that makes one call of that kind, whose result has a name, and then closes at most; none if there are not two threads. */
    private static Optional<Integer> thread(Scenario scenario, CallKind kind) {
        List<ThreadDecl> threads = scenario.threads();
        for (int t = 0; threads.size() == 2 && t < 2; t++) {
            ThreadDecl thread = threads.get(t);
            boolean more = thread.calls().stream().skip(1).anyMatch(call -> call.kind() != CallKind.CLOSE || !call.result().isEmpty());
            if (thread.copies() == 1 && !more && thread.calls().get(0).kind() == kind && !thread.calls().get(0).result().isEmpty()) {
                return Optional.of(t);
            }
        }
        return Optional.empty();
    }

    /** The only call of that kind, if it is all that one of two threads does, but for closing. */
    public static Optional<Call> call(Scenario scenario, CallKind kind) {
        return thread(scenario, kind).map(t -> scenario.threads().get(t).calls().get(0));
    }

    /**
     * Predicts.
     *
     * @param scenario one with two threads, of which {@link #call} finds a SOCKET and an RMMOD
     * @param attempts how many attempts to make
     * @param seed what the dice begin with
     * @param options its limits of real time, states and memory
     */
    public static Prediction predict(Scenario scenario, TimeTable table, int attempts, long seed, CheckOptions options, Progress progress) {
        Budget budget = options.budget(System.nanoTime(), progress);
        return Checker.withScene(scenario, scene -> {
            try {
                Exploration search = new BreadthFirst(Reductions.ALL, 1).explore(Source.unrolled(scene.source()), KnownRaces.MONITORS, budget);
                if (search.world() == null) {
                    return Prediction.none(search.claim().text());
                }
                return SimulationChecker.covered(scene, budget, world -> predicted(scenario, scene, world, new Encounters(world, Pace.of(world, table),
                        KnownRaces.MONITORS, thread(scenario, CallKind.SOCKET).orElseThrow(), seed, budget).run(attempts)));
            } catch (CutShortException e) {
                return Prediction.none(e.getMessage());
            }
        });
    }

    private static Prediction predicted(Scenario scenario, Scene scene, World world, Encounters.Met met) {
        int socket = column(scene, thread(scenario, CallKind.SOCKET).orElseThrow());
        int rmmod = column(scene, thread(scenario, CallKind.RMMOD).orElseThrow());
        Map<String, Long> counts = new HashMap<>();
        met.endings().forEach((ending, count) -> scene.outcomes(world, ending, row -> {
            if (row.get(rmmod).equals(DONE)) {
                counts.merge(row.get(socket), count, Long::sum);
            }
        }));
        long all = counts.values().stream().mapToLong(n -> n).sum();
        Map<String, Double> parts = new HashMap<>();
        counts.forEach((result, count) -> parts.put(result, (double) count / all));
        return new Prediction(all == 0 ? "no unload succeeds" : "", parts, all, met.broken());
    }

    private static int column(Scene scene, int thread) {
        int column = 0;
        while (scene.columns().get(column).thread() != thread) {
            column++;
        }
        return column;
    }
}
