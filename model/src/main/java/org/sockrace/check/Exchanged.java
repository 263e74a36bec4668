package org.sockrace.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sockrace.automata.Node;
import org.sockrace.automata.World;
import org.sockrace.explore.Execution;
import org.sockrace.explore.Schedule;
import org.sockrace.scenario.Values;

/**
 * An execution with identical threads exchanged. A search that takes such threads for one another finds an execution of which it knows only that the outcome
 * comes out if the right ones of them change places; each then does what the other did.
 */
final class Exchanged {

    private final Scene scene;
    private final Execution execution;
    private final World world;

    Exchanged(Scene scene, Execution execution) {
        this.scene = scene;
        this.execution = execution;
        this.world = execution.world();
    }

    /**
     * The schedule that ends with that outcome.
     *
     * @param outcome the results, of which {@code *} is any
     * @param taken the schedule of the execution
     * @return null if it ends so as it is, or no exchange makes it do so
     */
    Schedule endingWith(List<String> outcome, Schedule taken) {
        if (Values.fit(outcome, scene.outcome(execution.end()))) {
            return null;
        }
        int[] becomes = new int[world.threads()];
        int first = 0;
        for (int role = 0; role < world.automata().size(); role++) {
            int copies = world.automata().get(role).role().copies();
            int[] does = places(first, copies, outcome);
            for (int place = 0; does != null && place < copies; place++) {
                becomes[does[place]] = first + place;
            }
            if (does == null) {
                return null;
            }
            first += copies;
        }
        return new Schedule(taken.steps().stream().map(s -> new Schedule.Step(becomes[s.thread()], s.choice())).toList());
    }

    /** For each of these identical threads the one whose results it should have, each once; null if there is no such order. By augmenting paths. */
    private int[] places(int first, int copies, List<String> outcome) {
        int[] does = new int[copies];
        java.util.Arrays.fill(does, -1);
        for (int who = first; who < first + copies; who++) {
            if (!place(who, first, outcome, does, new ArrayList<>())) {
                return null;
            }
        }
        return does;
    }

    private boolean place(int who, int first, List<String> outcome, int[] does, List<Integer> tried) {
        for (int place = 0; place < does.length; place++) {
            if (!tried.contains(place) && fits(who, first + place, outcome)) {
                tried.add(place);
                if (does[place] < 0 || place(does[place], first, outcome, does, tried)) {
                    does[place] = who;
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether the outcome allows the one thread to have the results of the other. */
    private boolean fits(int who, int as, List<String> outcome) {
        Node end = execution.end().get(who);
        Map<Integer, Integer> results = end.end() == null ? Map.of() : end.end().results();
        for (int c = 0; c < scene.columns().size(); c++) {
            Scene.Column column = scene.columns().get(c);
            String value = scene.names().result(as, column.call(), results.getOrDefault(column.variable(), 0));
            if (column.thread() == as && !outcome.get(c).equals(Values.ANY) && !outcome.get(c).equals(value)) {
                return false;
            }
        }
        return true;
    }
}
