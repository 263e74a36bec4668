package org.sockrace.walk;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Engine;
import org.sockrace.explore.Exploration;
import org.sockrace.explore.Monitor;
import org.sockrace.explore.Source;
import org.sockrace.semantics.Run;

/**
 * Runs executions on the plain interpreter, each step by a thread drawn at random among those that can move: what it finds is real, what it does not find may
 * be there all the same.
 *
 * @param walks how many executions
 * @param seed what the dice begin with
 */
public record RandomWalk(long walks, long seed) implements Engine {

    @Override
    public Exploration explore(Source source, List<Monitor> monitors, Budget budget) {
        return new Sampling(walks, seed, world -> dice -> (run, step) -> anyOf(able(run), dice), world -> "").explore(source, monitors, budget);
    }

    private static int anyOf(List<Integer> able, Random dice) {
        return able.isEmpty() ? Scheduler.NONE : able.get(dice.nextInt(able.size()));
    }

    private static List<Integer> able(Run run) {
        List<Integer> able = new ArrayList<>();
        for (int t = 0; t < run.threads(); t++) {
            if (run.canMove(t)) {
                able.add(t);
            }
        }
        return able;
    }
}
