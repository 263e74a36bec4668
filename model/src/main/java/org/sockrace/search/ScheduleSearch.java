package org.sockrace.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Finding;
import org.sockrace.explore.Findings;
import org.sockrace.explore.GoingRound;
import org.sockrace.explore.Progress;
import org.sockrace.explore.Schedule;
import org.sockrace.machine.Property;
import org.sockrace.semantics.Run;

/**
 * Finds the simplest schedule that meets a goal: no schedule with fewer preemptions meets it, and none with as many preemptions and fewer moves. Explores by
 * increasing number of preemptions, and within that by increasing length; gives up after a number of states. Musuvathi, Qadeer: Iterative context bounding
 * for systematic testing of multithreaded programs, 2007.
 */
public final class ScheduleSearch {

    /** How many states are looked at before giving up: some 400 MB. */
    public static final int MOST_STATES = 4_000_000;
    private static final int POLL = 1 << 10;
    private final Model model;
    private final Goal goal;
    private final Budget budget;
    private final int most;
    private final int words;
    private final Findings scratch;
    private final Expander expander;
    private final Map<Integer, Map<Integer, List<Integer>>> open = new HashMap<>();
    private final StateSet seen;
    private long expanded;
    private boolean complete = true;
    // visited (state, thread that moved last), with how each was reached
    private final LongBuffer states;
    private int[] parent = new int[1 << 12];
    private int[] move = new int[1 << 12];

    /** A search of a model made by {@link Model#forSchedules}. */
    public ScheduleSearch(Model model, Goal goal, Budget budget) {
        this(model, goal, budget, MOST_STATES);
    }

    /** The same, which gives up after about so many states. */
    public ScheduleSearch(Model model, Goal goal, Budget budget, int most) {
        this.budget = budget;
        this.most = most;
        this.model = model;
        this.goal = goal;
        this.words = model.words();
        this.scratch = new Findings(model.world);
        this.expander = new Expander(model, scratch);
        this.states = new LongBuffer(words + 1);
        this.seen = new StateSet(words + 1);
    }

    /**
     * The simplest schedule, or null if there is none or it was not found within so many states.
     *
     * @throws org.sockrace.explore.CutShortException if the budget is used up meanwhile
     */
    public Schedule run() {
        long[] entry = new long[words + 1];
        for (int i = 0; i < model.initial.length; i += words) {
            System.arraycopy(model.initial, i, entry, 0, words);
            entry[words] = model.threads();
            visit(entry, -1, -1, 0, 0);
        }
        for (int preemptions = 0; open.containsKey(preemptions); preemptions++) {
            Map<Integer, List<Integer>> byLength = open.get(preemptions);
            for (int length = 0; !byLength.isEmpty(); length++) {
                List<Integer> level = byLength.remove(length);
                for (int i = 0; level != null && i < level.size(); i++) {
                    Schedule found = expand(level.get(i), preemptions, length);
                    if (found != null || states.size() > most) {
                        complete &= found != null;
                        return found;
                    }
                }
            }
        }
        return null;
    }

    /** Whether every state before the one that was found, or every state, was followed: only then is there none simpler, or none. */
    public boolean complete() {
        return complete;
    }

    private void visit(long[] entry, int from, int by, int preemptions, int length) {
        if (seen.contains(entry, 0, StateSet.hash(entry, 0, words + 1))) {
            return;
        }
        int index = states.size();
        states.add(entry, 0);
        if (index == parent.length) {
            parent = Arrays.copyOf(parent, 2 * index);
            move = Arrays.copyOf(move, 2 * index);
        }
        parent[index] = from;
        move[index] = by;
        open.computeIfAbsent(preemptions, p -> new HashMap<>()).computeIfAbsent(length, l -> new ArrayList<>()).add(index);
    }

    private Schedule expand(int index, int preemptions, int length) {
        int at = index * (words + 1);
        int last = (int) states.data()[at + words];
        if (!seen.add(states.data(), at, StateSet.hash(states.data(), at, words + 1))) {
            return null;
        }
        if (++expanded % POLL == 0) {
            budget.check();
            budget.progress().at(Progress.Phase.EXPLAINING, expanded, 0, preemptions);
        }
        scratch.clear();
        expander.forget();
        expander.expand(states.data(), at);
        complete &= scratch.unknown().isEmpty();
        Finding broken = goal.metBy(model.world, scratch);
        if (broken != null || goal.endedBy(model.world, scratch)) {
            return schedule(index, broken);
        }
        Schedule endless = model.goesRound ? goingRound(index) : null;
        if (endless != null) {
            return endless;
        }
        boolean lastCanMove = expander.moves(last);
        long[] entry = new long[words + 1];
        for (int i = 0; i < expander.count; i++) {
            int thread = expander.mover[i];
            System.arraycopy(expander.out, i * words, entry, 0, words);
            entry[words] = thread;
            int cost = thread != last && lastCanMove ? 1 : 0;
            visit(entry, index, expander.successor[i], preemptions + cost, length + 1);
        }
        return null;
    }

    /** The schedule to the state that was expanded last, if those who serve others go round from there for ever and it is what is looked for. */
    private Schedule goingRound(int index) {
        int at = index * (words + 1);
        boolean waits = false;
        boolean rests = true;
        for (int t = 0; t < model.threads(); t++) {
            if (expander.moves(t) && !model.world.automata().get(model.roleOf(t)).role().daemon()) {
                return null;
            }
            boolean there = model.rests(t, states.data(), at);
            waits |= !there && !expander.moves(t);
            rests &= there;
        }
        boolean wanted = goal.property() == null ? rests && goal.isEnding(model.world, model.ending(states.data(), at))
                : goal.property() == Property.NO_DEADLOCK && waits;
        if (!wanted || expander.count == 0 || expander.ended) {
            return null;
        }
        Schedule schedule = schedule(index, null);
        Run run = new Run(model.world);
        schedule.steps().forEach(step -> run.step(step.thread(), step.choice()));
        Findings there = new Findings(model.world);
        return GoingRound.shows(run, there) && (goal.metBy(model.world, there) != null || goal.endedBy(model.world, there)) ? schedule : null;
    }

    /** The moves from the initial state to that one, and the one that breaks the property, as single operations. */
    private Schedule schedule(int index, Finding broken) {
        List<Integer> path = new ArrayList<>();
        for (int i = index; parent[i] >= 0; i = parent[i]) {
            path.add(0, i);
        }
        ScheduleWriter writer = new ScheduleWriter(model, goal);
        for (int i : path) {
            int thread = (int) states.data()[i * (words + 1) + words];
            writer.move(thread, node(parent[i], thread), move[i], node(i, thread));
        }
        return writer.end(states.data(), index * (words + 1), IntStream.range(0, model.threads()).toArray(), broken);
    }

    private int node(int index, int thread) {
        return ScheduleWriter.node(model, thread, states.data(), index * (words + 1));
    }
}
