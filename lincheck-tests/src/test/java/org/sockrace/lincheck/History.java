package org.sockrace.lincheck;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jetbrains.kotlinx.lincheck.Actor;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionResult;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.kotlinx.lincheck.execution.HBClock;
import org.jetbrains.kotlinx.lincheck.execution.ResultWithClock;

/**
 * Calls, what they returned, and which had returned when another began. That is what Lincheck's clocks say: entry {@code t} of a call's
 * clock is how many of thread {@code t}'s calls had returned when the call began.
 *
 * @param scenario the calls
 * @param results what they returned
 */
record History(ExecutionScenario scenario, ExecutionResult results) {

    /**
     * A call of the parallel part.
     *
     * @param thread the thread's place in the list of threads
     * @param index the call's place among the thread's calls
     */
    record Place(int thread, int index) { }

    /** All calls of the parallel part, thread by thread. */
    List<Place> parallelPlaces() {
        List<Place> places = new ArrayList<>();
        for (int t = 0; t < scenario.getNThreads(); t++) {
            for (int i = 0; i < scenario.getParallelExecution().get(t).size(); i++) {
                places.add(new Place(t, i));
            }
        }
        return places;
    }

    /** The name of the call. */
    String call(Place at) {
        return scenario.getParallelExecution().get(at.thread).get(at.index).getMethod().getName();
    }

    /** What the call returned. */
    String result(Place at) {
        return String.valueOf(entry(at).getResult());
    }

    /** The names of the calls that neither ended before this one began nor began after it had ended. */
    List<String> overlapping(Place at) {
        return parallelPlaces().stream().filter(p -> p.thread != at.thread && !before(p, at) && !before(at, p)).map(this::call).toList();
    }

    private boolean before(Place first, Place second) {
        return entry(second).getClockOnStart().get(first.thread) > first.index;
    }

    private ResultWithClock entry(Place at) {
        return results.getParallelResultsWithClock().get(at.thread).get(at.index);
    }

    /** The same without one call, as if it had never been made. */
    History without(Place dropped) {
        List<List<Actor>> calls = new ArrayList<>();
        List<List<ResultWithClock>> entries = new ArrayList<>();
        for (int t = 0; t < scenario.getNThreads(); t++) {
            List<Actor> actors = new ArrayList<>(scenario.getParallelExecution().get(t));
            List<ResultWithClock> rebased = new ArrayList<>();
            results.getParallelResultsWithClock().get(t).forEach(e -> rebased.add(rebase(e, dropped)));
            if (t == dropped.thread) {
                actors.remove(dropped.index);
                rebased.remove(dropped.index);
            }
            calls.add(actors);
            entries.add(rebased);
        }
        return new History(new ExecutionScenario(scenario.getInitExecution(), calls, scenario.getPostExecution(), scenario.getValidationFunction()),
                new ExecutionResult(results.getInitResults(), entries, results.getPostResults()));
    }

    /** Who began after the dropped call had returned has one call less behind it. */
    private static ResultWithClock rebase(ResultWithClock entry, Place dropped) {
        HBClock clock = entry.getClockOnStart();
        int[] counts = IntStream.range(0, clock.getThreads())
                .map(t -> t == dropped.thread && clock.get(t) > dropped.index ? clock.get(t) - 1 : clock.get(t)).toArray();
        return new ResultWithClock(entry.getResult(), new HBClock(counts));
    }
}
