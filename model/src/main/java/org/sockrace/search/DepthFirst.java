package org.sockrace.search;

import java.util.List;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Claim;
import org.sockrace.explore.Exploration;
import org.sockrace.explore.Findings;
import org.sockrace.explore.Progress;
import org.sockrace.reduce.Reductions;

/**
 * Visits every reachable state, always going on from the latest one. It keeps no frontier of whole levels, so it needs less memory than
 * {@link BreadthFirst} where levels are wide; what it finds comes in no useful order, and levels are not counted: they are reported as 0.
 */
public final class DepthFirst extends PackedEngine {

    private static final int POLL = 1 << 12;

    /** A search by the calling thread. */
    public DepthFirst(Reductions reductions) {
        super(reductions);
    }

    @Override
    Exploration pass(Model model, Budget budget) {
        int words = model.words();
        Findings findings = new Findings(model.world);
        findings.starts();
        Expander expander = new Expander(model, findings);
        StateSet visited = new StateSet(words);
        LongBuffer stack = new LongBuffer(words);
        for (int i = 0; i < model.initial.length; i += words) {
            push(visited, stack, model.initial, i);
        }
        long[] state = new long[words];
        long transitions = 0;
        long expanded = 0;
        long whenUnknown = -1;
        String limit = null;
        while (stack.size() > 0 && limit == null) {
            stack.pop(state);
            expander.expand(state, 0);
            transitions += expander.count;
            try {
                for (int i = 0; i < expander.count; i++) {
                    push(visited, stack, expander.out, i * words);
                }
            } catch (OutOfMemoryError e) {
                limit = Claim.CutShort.OUT_OF_MEMORY;
            }
            if (++expanded % POLL == 0 && limit == null) {
                limit = budget.reached(visited.size(), visited.bytes() + stack.bytes());
                budget.progress().at(Progress.Phase.SEARCHING, visited.size(), stack.size(), 0);
                whenUnknown = whenUnknown < 0 && !findings.unknown().isEmpty() ? visited.size() : whenUnknown;
                limit = limit == null && Passes.enough(visited.size(), whenUnknown) ? Passes.ENOUGH : limit;
            }
        }
        Claim claim = limit == null ? new Claim.Exhaustive() : new Claim.CutShort(limit);
        return new Exploration(model.world, claim, findings, Visits.of(model, List.<long[][]>of(expander.taken)), visited.size(), transitions, 0,
                visited.bytes() + stack.bytes());
    }

    private static void push(StateSet visited, LongBuffer stack, long[] states, int at) {
        if (visited.add(states, at, StateSet.hash(states, at, visited.words()))) {
            stack.add(states, at);
        }
    }
}
