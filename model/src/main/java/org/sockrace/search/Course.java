package org.sockrace.search;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Finding;
import org.sockrace.explore.Findings;
import org.sockrace.explore.Monitor;
import org.sockrace.explore.Schedule;

/**
 * Follows packed states towards what is looked for, and makes a schedule of those on the way. A state is on a way there only if the code of each thread leads
 * from where the thread stands to where it stands there; that is asked of each thread alone, so it leaves out most states, and never one that is needed.
 * Not thread-safe.
 */
public final class Course {

    private final Model model;
    private final Goal goal;
    private final Findings here;
    private final Expander expander;
    /** By thread: the visible nodes from which its code leads to where it is looked for. */
    private final BitSet[] leading;

    /**
     * A course to that goal.
     *
     * @param shown a state that meets the goal; null if the goal is a final state, which is enough
     */
    public Course(Model model, Goal goal, long[] shown) {
        this.model = model;
        this.goal = goal;
        this.here = new Findings(model.world);
        this.expander = new Expander(model, here);
        this.leading = new BitSet[model.threads()];
        for (int t = 0; t < leading.length; t++) {
            leading[t] = leading(model.tables[model.roleOf(t)], shown == null ? ends(t) : places(t, shown));
        }
    }

    private BitSet places(int thread, long[] shown) {
        BitSet there = new BitSet();
        for (int t = 0; t < model.threads(); t++) {
            if (t == thread || model.symmetric() && model.roleOf(t) == model.roleOf(thread)) {
                there.set(ScheduleWriter.node(model, t, shown, 0));
            }
        }
        return there;
    }

    /** Identical threads may be exchanged in a final state. */
    private BitSet ends(int thread) {
        Set<Integer> nodes = new HashSet<>();
        for (int t = 0; t < model.threads(); t++) {
            int place = t;
            if (model.roleOf(t) == model.roleOf(thread)) {
                goal.endings().forEach(ending -> nodes.add(ending.nodes().get(place)));
            }
        }
        int[] original = model.tables[model.roleOf(thread)].original;
        BitSet there = new BitSet();
        for (int d = 0; d < original.length; d++) {
            there.set(d, nodes.contains(original[d]));
        }
        return there;
    }

    private static BitSet leading(RoleTable table, BitSet there) {
        BitSet leading = there;
        for (int before = -1; before < leading.cardinality();) {
            before = leading.cardinality();
            for (int d = 0; d < table.rows.length; d++) {
                for (int s = table.rows[d][0]; s < table.rows[d][table.rows[d].length - 1]; s++) {
                    leading.set(d, leading.get(d) || leading.get(table.target[s]));
                }
            }
        }
        return leading;
    }

    /** Whether a state can be on a way there. */
    public boolean mayLead(long[] states, int at) {
        for (int t = 0; t < leading.length; t++) {
            if (!leading[t].get(ScheduleWriter.node(model, t, states, at))) {
                return false;
            }
        }
        return true;
    }

    /** Computes all successors of a state; tells whether the state is, or is broken in, what is looked for. */
    public boolean meets(long[] states, int at) {
        here.clear();
        expander.forget();
        expander.expand(states, at);
        return goal.metBy(model.world, here) != null || goal.endedBy(model.world, here);
    }

    /** How many successors the state has that was expanded last. */
    public int count() {
        return expander.count;
    }

    /** The successors, one after the other; not to be changed. */
    public long[] successors() {
        return expander.out;
    }

    /**
     * The schedule that goes through these states.
     *
     * @param path the states, one after the other: an initial one, each a successor of the one before it, and the last one meets the goal
     * @throws org.sockrace.explore.CutShortException if the budget is used up meanwhile
     */
    public Schedule schedule(long[] path, List<Monitor> monitors, Budget budget) {
        Model each = model.ofEachThread(monitors, budget);
        ScheduleWriter writer = new ScheduleWriter(each, goal);
        Findings findings = new Findings(model.world);
        Expander steps = new Expander(each, findings);
        int words = model.words();
        int[] thread = new int[model.threads()];
        Arrays.setAll(thread, t -> t);
        for (int at = 0; at + words < path.length; at += words) {
            steps.expand(path, at);
            int by = leadingTo(path, at + words, steps);
            int place = steps.mover[by];
            writer.move(thread[place], ScheduleWriter.node(model, place, path, at), steps.successor[by],
                    ScheduleWriter.node(model, place, steps.out, by * words));
            model.symmetry.canonicalise(steps.out, by * words, thread);
        }
        findings.clear();
        steps.forget();
        steps.expand(path, path.length - words);
        Finding broken = goal.metBy(model.world, findings);
        return writer.end(path, path.length - words, thread, broken);
    }

    /** The successor that is that state, or represented by it. */
    private int leadingTo(long[] path, int at, Expander steps) {
        int words = model.words();
        long[] next = new long[words];
        for (int i = 0; i < steps.count; i++) {
            System.arraycopy(steps.out, i * words, next, 0, words);
            model.symmetry.canonicalise(next, 0);
            if (Arrays.equals(next, 0, words, path, at, at + words)) {
                return i;
            }
        }
        throw new IllegalStateException("no step leads to the next state");
    }
}
