package org.sockrace.weak.litmus;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.sockrace.weak.explore.ExecutionGraph;
import org.sockrace.weak.explore.Local;
import org.sockrace.weak.explore.Program;
import org.sockrace.weak.graph.Event;
import org.sockrace.weak.graph.Event.Kind;

/** A test as the explorer sees it. For one exploration. */
final class LitmusProgram implements Program {

    private final LitmusTest test;
    private final List<List<ThreadPath>> paths = new ArrayList<>();
    private boolean wildPointers;

    LitmusProgram(LitmusTest test) {
        this.test = test;
        for (int t = 0; t < test.threads().size(); t++) {
            paths.add(PathBuilder.paths(t, test.threads().get(t)));
        }
    }

    @Override
    public int threads() {
        return paths.size();
    }

    @Override
    public int locations() {
        return test.locations().size();
    }

    @Override
    public long initial(int location) {
        return test.initial(location);
    }

    @Override
    public Event initialEvent(int location) {
        return first(test, location);
    }

    @Override
    public boolean leavesSections() {
        return false;
    }

    @Override
    public Local start(int thread) {
        return PathWalk.start(test, paths.get(thread), () -> wildPointers = true);
    }

    /** Whether a thread was about to use as an address what is none, and could not go on. */
    boolean wildPointers() {
        return wildPointers;
    }

    /** What a register or a variable holds in the end. */
    static Condition.State end(LitmusTest test, ExecutionGraph graph) {
        return item -> item.shared() ? graph.lastValue(test.locations().of(item.name())) : ((PathWalk) graph.at(item.thread())).register(item.name());
    }

    /** What a variable starts with, as an event. */
    static Event first(LitmusTest test, int location) {
        String text = test.locations().name(location) + " = " + test.locations().text(test.initial(location));
        return new Event(Event.INITIAL, Kind.WRITE, Set.of(), text, 0);
    }
}
