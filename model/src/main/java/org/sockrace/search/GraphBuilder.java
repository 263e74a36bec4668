package org.sockrace.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.sockrace.explore.Budget;
import org.sockrace.explore.CutShortException;
import org.sockrace.explore.Ending;
import org.sockrace.explore.Finding;
import org.sockrace.explore.Findings;
import org.sockrace.explore.Progress;
import org.sockrace.machine.Property;

/**
 * Builds the graph of all states. The sum of the threads' node numbers gets smaller with each move, so states are expanded in descending order of it: whatever
 * leads to a state was expanded before it.
 */
final class GraphBuilder {

    private static final int POLL = 1 << 12;
    private static final int NONE = -1;

    private final Model model;
    private final Expander expander;
    /** What the state being expanded breaks. */
    private final Findings here;
    private final Findings all;
    /** What one successor's effects break. */
    private final Findings noted;
    private final Effects effects;
    private final StateIndex index;
    /** By sum of node numbers: the state found last that waits there; and by state the one found before it. */
    private final int[] waiting;
    private int[] before = new int[1 << 10];
    /** By state as it was found: its number in the order of expansion. */
    private int[] number = new int[1 << 10];
    private int[] first = new int[1 << 10];
    private short[] there = new short[1 << 10];
    private int expanded;
    private int[] target = new int[1 << 12];
    private int[] move = new int[1 << 12];
    private short[] broken = new short[1 << 12];
    private int transitions;
    private final Map<Integer, Ending> endings = new HashMap<>();
    /** By role: the number of the first move that leads on, and of the first one that does not. */
    private final int[] goesOn;
    private final int[] stops;
    private final List<StateGraph.Move> moves = new ArrayList<>();
    private long whenUnknown = NONE;

    GraphBuilder(Model model) {
        this.model = model;
        this.here = new Findings(model.world);
        this.all = new Findings(model.world);
        this.noted = new Findings(model.world);
        this.expander = new Expander(model, here);
        this.effects = new Effects(model, noted);
        this.index = new StateIndex(model.words());
        this.goesOn = new int[model.tables.length];
        this.stops = new int[model.tables.length];
        int most = 0;
        for (int t = 0; t < model.threads(); t++) {
            most += model.tables[model.roleOf(t)].original.length;
        }
        waiting = new int[most + 1];
        Arrays.fill(waiting, NONE);
        for (int role = 0; role < goesOn.length; role++) {
            number(role);
        }
    }

    private void number(int role) {
        RoleTable table = model.tables[role];
        goesOn[role] = moves.size();
        int[] node = new int[table.target.length];
        for (int d = 0; d < table.rows.length; d++) {
            Arrays.fill(node, table.rows[d][0], table.rows[d][table.rows[d].length - 1], table.original[d]);
        }
        for (int s = 0; s < node.length; s++) {
            moves.add(new StateGraph.Move(role, node[s], table.edge[s]));
        }
        stops[role] = moves.size();
        for (int original : table.original) {
            moves.add(new StateGraph.Move(role, original, NONE));
        }
    }

    /**
     * Visits everything.
     *
     * @throws CutShortException if the budget is used up before
     */
    void build(Budget budget) {
        all.starts();
        int words = model.words();
        for (int i = 0; i < model.initial.length; i += words) {
            visit(model.initial, i);
        }
        for (int sum = waiting.length - 1; sum >= 0; sum--) {
            for (int state = waiting[sum]; state != NONE; state = before[state]) {
                expand(state);
                if (expanded % POLL == 0) {
                    poll(budget);
                }
            }
        }
        first = Arrays.copyOf(first, expanded + 1);
        first[expanded] = transitions;
    }

    private void poll(Budget budget) {
        String limit = budget.reached(index.size(), bytes());
        budget.progress().at(Progress.Phase.SEARCHING, index.size(), index.size() - expanded, 0);
        whenUnknown = whenUnknown < 0 && !all.unknown().isEmpty() ? index.size() : whenUnknown;
        if (limit != null || Passes.enough(index.size(), whenUnknown)) {
            throw new CutShortException(limit != null ? limit : Passes.ENOUGH);
        }
    }

    StateGraph graph() {
        for (int s = 0; s < expanded; s++) {
            for (int t = first[s]; t < first[s + 1]; t++) {
                target[t] = target[t] == StateGraph.END ? StateGraph.END : number[target[t]];
                if (target[t] != StateGraph.END && target[t] <= s) {
                    throw new IllegalStateException("there is a cycle");
                }
            }
        }
        Findings atStart = new Findings(model.world);
        atStart.starts();
        int start = mask(atStart, finding -> true);
        return new StateGraph(model.world, List.copyOf(moves), first, target, move, broken, there, endings, start);
    }

    /** What finds the states of the graph. */
    StateFinder finder() {
        return new StateFinder(model, index, number);
    }

    Findings findings() {
        return all;
    }

    long[][] taken() {
        return expander.taken;
    }

    long states() {
        return index.size();
    }

    long transitions() {
        return transitions;
    }

    long bytes() {
        return index.bytes() + (long) Integer.BYTES * (before.length + number.length + first.length + target.length + move.length)
                + (long) Short.BYTES * (there.length + broken.length);
    }

    // ---- states --------------------------------------------------------------------------------------------------------

    private int visit(long[] states, int at) {
        int known = index.size();
        int state = index.add(states, at);
        if (index.size() > known) {
            int sum = 0;
            for (int t = 0; t < model.threads(); t++) {
                sum += model.layout.blocks[t].get(states, at) & (1 << model.layout.nodeBits[t]) - 1;
            }
            if (state == before.length) {
                before = Arrays.copyOf(before, state * 2);
                number = Arrays.copyOf(number, state * 2);
            }
            before[state] = waiting[sum];
            waiting[sum] = state;
        }
        return state;
    }

    private void expand(int state) {
        if (expanded + 1 >= first.length) {
            first = Arrays.copyOf(first, first.length * 2);
            there = Arrays.copyOf(there, there.length * 2);
        }
        number[state] = expanded;
        first[expanded] = transitions;
        long[] states = index.states();
        int at = state * model.words();
        here.clear();
        expander.forget();
        expander.expand(states, at);
        boolean[] moved = new boolean[model.threads()];
        for (int i = 0; i < expander.count; i++) {
            int role = model.roleOf(expander.mover[i]);
            int successor = expander.successor[i];
            moved[expander.mover[i]] = true;
            add(visit(expander.out, i * model.words()), goesOn[role] + successor, effects(i, model.tables[role].effect[successor]));
        }
        if (!here.all().isEmpty() || !here.unknown().isEmpty() || !here.endings().isEmpty()) {
            special(states, at, moved);
        }
        expanded++;
    }

    /** What the effects of that successor break. */
    private int effects(int successor, int list) {
        if (list == 0) {
            return 0;
        }
        noted.clear();
        effects.forget();
        effects.of(expander, expander.mover[successor], list, successor * model.words());
        return mask(noted, finding -> true);
    }

    /** Something is broken in this state or by a step from it, or it is a final one. */
    private void special(long[] states, int at, boolean[] moved) {
        all.merge(here);
        here.endings().keySet().forEach(ending -> endings.put(expanded, ending));
        there[expanded] = (short) mask(here, GraphBuilder::isOfState);
        for (int t = 0; t < moved.length; t++) {
            if (!moved[t]) {
                here.clear();
                expander.forget();
                expander.expand(states, at, t);
                if (!here.all().isEmpty()) {
                    add(StateGraph.END, stops[model.roleOf(t)] + expander.node(t), mask(here, finding -> true));
                }
            }
        }
    }

    /** Whether being in a state breaks it, and not a step from there: nobody can move, or two accesses race. */
    static boolean isOfState(Finding finding) {
        return finding.role() < 0 || finding.property() == Property.NO_DATA_RACE && !finding.detail().isEmpty();
    }

    private static int mask(Findings findings, Predicate<Finding> which) {
        return findings.all().stream().filter(which).mapToInt(finding -> StateGraph.mask(finding.property())).reduce(0, (a, b) -> a | b);
    }

    private void add(int to, int by, int breaking) {
        if (transitions == target.length) {
            int size = (int) Math.min(Integer.MAX_VALUE - 8L, transitions * 3L / 2);
            target = Arrays.copyOf(target, size);
            move = Arrays.copyOf(move, size);
            broken = Arrays.copyOf(broken, size);
        }
        target[transitions] = to;
        move[transitions] = by;
        broken[transitions++] = (short) breaking;
    }
}
