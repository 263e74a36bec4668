package org.sockrace.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Claim;
import org.sockrace.explore.Exploration;
import org.sockrace.explore.Findings;
import org.sockrace.explore.Progress;

/**
 * Judges executions that never end because threads that serve others go round: a work that queues itself runs for ever if nobody cancels it, and that is fine.
 *
 * <p>What is possible again and again happens at last (as with a scheduler that draws lots): so such an execution comes to states that all lead to each other
 * and to no others, a bottom component of the state graph. Who has not ended there and moves nowhere in it waits for ever: that is as bad as if nobody could
 * move. Otherwise the states of it in which all others have ended, and those who serve wait for their next round, are final: what an execution leaves does not
 * change any more, and nobody who looks at it is misled by a round that is half done. A state before is not: there the round to come may be the last one.
 *
 * <p>The reduced graph will do. Whatever leads from one of its states to a bottom component of the full graph is followed in it, step by step but for steps
 * that are independent of all that and stay in the component (C1; none is put off for ever, C3): so it comes to each of them, and from there to each of its
 * final states, for which whoever goes first must have gone, too. And it leaves what is no bottom component of the full graph.
 */
final class Recurrence {

    private static final int POLL = 1 << 10;
    private final Model model;
    private final Budget budget;
    private final int words;
    private final Expander expander;
    private final StateIndex index;
    /** By state: where its successors begin. */
    private int[] first = new int[1 << 10];
    private int[] target = new int[1 << 12];
    private int transitions;
    /** The states from which a step ends the execution. */
    private final BitSet broken = new BitSet();
    private int[] component;
    private String limit;

    private Recurrence(Model model, Budget budget) {
        this.model = model;
        this.budget = budget;
        this.words = model.words();
        this.expander = new Expander(model, new Findings(model.world));
        this.index = new StateIndex(words);
    }

    /** The same exploration, of everything, to which is added what becomes of executions that never end; or a smaller claim. */
    static Exploration judged(Model model, Exploration all, Budget budget) {
        Recurrence recurrence = new Recurrence(model, budget);
        try {
            recurrence.visit();
            if (recurrence.limit == null) {
                recurrence.component = new Components(recurrence.index.size(), recurrence.first, recurrence.target).components();
                all.findings().level(all.levels());
                recurrence.judge(all.findings());
            }
        } catch (OutOfMemoryError e) {
            recurrence.limit = Claim.CutShort.OUT_OF_MEMORY;
        }
        return recurrence.limit == null ? all : all.claiming(new Claim.CutShort(recurrence.limit));
    }

    private void visit() {
        for (int i = 0; i < model.initial.length; i += words) {
            index.add(model.initial, i);
        }
        int state = 0;
        for (; state < index.size() && limit == null; state++) {
            if (state + 1 >= first.length) {
                first = Arrays.copyOf(first, 2 * first.length);
            }
            expander.expand(index.states(), state * words);
            broken.set(state, expander.ended);
            for (int i = 0; i < expander.count; i++) {
                if (transitions == target.length) {
                    target = Arrays.copyOf(target, 2 * target.length);
                }
                target[transitions++] = index.add(expander.out, i * words);
            }
            first[state + 1] = transitions;
            if (state % POLL == 0) {
                limit = budget.reached(index.size(), index.bytes() + (long) Integer.BYTES * (first.length + target.length));
                budget.progress().at(Progress.Phase.JUDGING, state, index.size() - state, 0);
            }
        }
    }

    private void judge(Findings findings) {
        int components = Arrays.stream(component).max().orElse(-1) + 1;
        BitSet left = new BitSet();
        BitSet round = new BitSet();
        for (int s = 0; s < component.length; s++) {
            left.set(component[s], left.get(component[s]) || broken.get(s));
            for (int t = first[s]; t < first[s + 1]; t++) {
                (component[target[t]] == component[s] ? round : left).set(component[s]);
            }
        }
        round.andNot(left);
        List<List<Integer>> members = new ArrayList<>();
        for (int c = 0; c < components; c++) {
            members.add(round.get(c) ? new ArrayList<>() : List.of());
        }
        for (int s = 0; s < component.length; s++) {
            if (round.get(component[s])) {
                members.get(component[s]).add(s);
            }
        }
        members.stream().filter(m -> !m.isEmpty()).forEach(m -> judge(m, findings));
    }

    /** Of states that lead to each other and to no others. */
    private void judge(List<Integer> states, Findings findings) {
        BitSet moving = new BitSet();
        BitSet waiting = new BitSet();
        int resting = 0;
        for (int s : states) {
            expander.expand(index.states(), s * words);
            for (int i = 0; i < expander.count; i++) {
                moving.set(model.roleOf(expander.mover[i]));
            }
        }
        int endless = moving.stream().filter(role -> !model.world.automata().get(role).role().daemon()).findFirst().orElse(-1);
        if (endless >= 0) {
            findings.endless(endless);
            return;
        }
        for (int s : states) {
            boolean rests = true;
            for (int t = 0; t < model.threads(); t++) {
                boolean there = model.rests(t, index.states(), s * words);
                rests &= there;
                waiting.set(t, !there && !moving.get(model.roleOf(t)));
            }
            if (!waiting.isEmpty()) {
                findings.starved(model.stands(index.states(), s * words), waiting);
                return;
            }
            if (rests) {
                resting++;
                findings.ended(model.ending(index.states(), s * words));
            }
        }
        if (resting == 0) {
            limit = "threads go round for ever and never rest together";
        }
    }
}
