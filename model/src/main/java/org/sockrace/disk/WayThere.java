package org.sockrace.disk;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Progress;
import org.sockrace.search.Cache;
import org.sockrace.search.Course;
import org.sockrace.search.Model;

/**
 * The shortest way to a state that meets a goal, found backwards. First all levels up to the goal are written down, but only of states from which it may still
 * be reached ({@link Course#mayLead}); then of each level, from the last one back, the first state is looked for that has the next one of the way among its
 * successors. What is written here no manifest names: whoever opens the folder next deletes what is left. Not thread-safe.
 */
final class WayThere implements AutoCloseable {

    private static final int POLL = 1 << 10;
    private final Course course;
    private final Budget budget;
    private final int words;
    private final long[] initial;
    private final Successors successors;
    private final Cache cache;
    private final Visited visited;
    private final List<Run> levels = new ArrayList<>();
    private final List<Run> merged = new ArrayList<>();
    private long expanded;

    /** With room for so many states in memory. */
    WayThere(Folder folder, Model model, Course course, Budget budget, int most) {
        this.course = course;
        this.budget = budget;
        this.words = model.words();
        this.initial = model.initial();
        this.successors = new Successors(folder, words, most);
        this.cache = new Cache(Cache.besides(most), words);
        this.visited = new Visited(folder, words);
    }

    /**
     * The states of the way, one after the other, from an initial one to one that meets the goal; null if none does.
     *
     * @throws org.sockrace.explore.CutShortException if the budget is used up before
     */
    long[] find() throws IOException {
        for (int i = 0; i < initial.length; i += words) {
            add(initial, i);
        }
        long[] last = null;
        while (last == null && nextLevel()) {
            last = expand();
        }
        if (last == null) {
            return null;
        }
        long[] way = new long[levels.size() * words];
        System.arraycopy(last, 0, way, way.length - words, words);
        for (int level = levels.size() - 2; level >= 0; level--) {
            before(levels.get(level), way, level * words);
        }
        return way;
    }

    private void add(long[] states, int at) throws IOException {
        if (course.mayLead(states, at) && !cache.met(states, at)) {
            successors.add(states, at);
        }
    }

    private boolean nextLevel() throws IOException {
        Run level = visited.add(successors);
        levels.add(level);
        List<Run> before = List.copyOf(visited.runs);
        Run all = visited.merge();
        if (all != null) {
            for (Run run : before) {
                if (merged.contains(run) && !visited.runs.contains(run)) {
                    run.delete();
                }
            }
            merged.retainAll(visited.runs);
            merged.add(all);
        }
        return level.states() > 0;
    }

    /** Expands the last level up to the first state that meets the goal: that state, or null. */
    private long[] expand() throws IOException {
        try (RunCursor cursor = new RunCursor(levels.get(levels.size() - 1))) {
            for (; cursor.more(); cursor.next++) {
                tick();
                int at = cursor.next * words;
                if (course.meets(cursor.states, at)) {
                    return Arrays.copyOfRange(cursor.states, at, at + words);
                }
                for (int i = 0; i < course.count(); i++) {
                    add(course.successors(), i * words);
                }
            }
        }
        return null;
    }

    /** Puts the first state of the level that has the next one of the way among its successors there. */
    private void before(Run level, long[] way, int place) throws IOException {
        try (RunCursor cursor = new RunCursor(level)) {
            for (; cursor.more(); cursor.next++) {
                tick();
                course.meets(cursor.states, cursor.next * words);
                for (int i = 0; i < course.count(); i++) {
                    if (StateSort.compare(course.successors(), i * words, way, place + words, words) == 0) {
                        System.arraycopy(cursor.states, cursor.next * words, way, place, words);
                        return;
                    }
                }
            }
        }
        throw new IllegalStateException("no state of the level before leads to " + (place / words + 1));
    }

    private void tick() {
        if (++expanded % POLL == 0) {
            budget.check();
            budget.progress().at(Progress.Phase.EXPLAINING, expanded, 0, 0);
        }
    }

    @Override
    public void close() throws IOException {
        successors.clear();
        for (Run run : levels) {
            run.delete();
        }
        for (Run run : merged) {
            run.delete();
        }
    }
}
