package org.sockrace.weak.litmus;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.sockrace.weak.explore.ExecutionGraph;
import org.sockrace.weak.graph.Event;
import org.sockrace.weak.graph.Execution;
import org.sockrace.weak.graph.Tag;
import org.sockrace.weak.litmus.Condition.Item;
import org.sockrace.weak.model.MemoryModel;
import org.sockrace.weak.model.ModelKind;

/** Judges candidates and counts. */
final class Counter implements Enumerator.Visitor {

    private static final Set<Tag> LOCKS = Set.of(Tag.LKR, Tag.LKW, Tag.UL, Tag.LF, Tag.RU, Tag.SRCU_LOCK, Tag.SRCU_UNLOCK, Tag.SYNC_SRCU);

    private final LitmusTest test;
    private final ModelKind kind;
    /** Sorted by their values. */
    private final TreeMap<List<Long>, String> states = new TreeMap<>(Counter::compare);
    private final Set<String> flags = new TreeSet<>();
    private long positive;
    private long negative;
    private long candidates;
    private PathCombination combination;
    private MemoryModel model;
    private boolean hasLocks;

    Counter(LitmusTest test, ModelKind kind) {
        this.test = test;
        this.kind = kind;
    }

    private static int compare(List<Long> a, List<Long> b) {
        for (int i = 0; i < a.size(); i++) {
            int difference = a.get(i).compareTo(b.get(i));
            if (difference != 0) {
                return difference;
            }
        }
        return 0;
    }

    @Override
    public boolean candidate(PathCombination paths, Execution execution, Condition.State end, boolean satisfies) {
        if (paths != combination) {
            combination = paths;
            model = kind.of(paths.skeleton());
            hasLocks = hasLocks(execution);
        }
        count(execution, end, satisfies);
        return true;
    }

    /**
     * An execution that an explorer has built.
     *
     * @throws IllegalStateException if the model forbids it: an error of this program
     */
    boolean explored(ExecutionGraph graph) {
        Condition.State end = LitmusProgram.end(test, graph);
        if (!test.question().filter().holds(end)) {
            return true;
        }
        Execution execution = graph.execution();
        model = kind.of(execution.skeleton());
        hasLocks = hasLocks(execution);
        if (!count(execution, end, test.question().condition().holds(end))) {
            throw new IllegalStateException("an execution was built that is not allowed");
        }
        return true;
    }

    private static boolean hasLocks(Execution execution) {
        return execution.skeleton().events().stream().anyMatch(e -> e.tags().stream().anyMatch(LOCKS::contains));
    }

    /** Judges it; whether it is allowed. */
    private boolean count(Execution execution, Condition.State end, boolean satisfies) {
        candidates++;
        if (model.judge(execution) != null) {
            return false;
        }
        flags.addAll(model.flags());
        if (hasLocks && kind != ModelKind.SC && showsALock(execution)) {
            flags.add("lock-final");
        }
        positive += satisfies ? 1 : 0;
        negative += satisfies ? 0 : 1;
        List<Long> values = new ArrayList<>();
        test.question().shown().forEach(item -> values.add(end.value(item)));
        states.computeIfAbsent(values, this::text);
        return true;
    }

    /** The final value of a lock should not be asked for. */
    private boolean showsALock(Execution execution) {
        for (int e = test.locations().size(); e < execution.location().length; e++) {
            Event event = execution.skeleton().events().get(e);
            if (execution.location()[e] >= 0 && event.tags().stream().anyMatch(LOCKS::contains)
                    && test.question().shown().contains(new Item(Item.SHARED, test.locations().name(execution.location()[e])))) {
                return true;
            }
        }
        return false;
    }

    private String text(List<Long> values) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            text.append(i == 0 ? "" : " ").append(test.question().shown().get(i).text()).append('=').append(test.locations().text(values.get(i))).append(';');
        }
        return text.toString();
    }

    LitmusResult result(boolean wildPointers, boolean complete) {
        return new LitmusResult(test, kind, List.copyOf(states.values()), positive, negative, candidates, flags, wildPointers, complete);
    }
}
