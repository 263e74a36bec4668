package org.sockrace.search;

/**
 * Visits every reachable state, always going on from the latest one. It keeps no frontier of whole levels, so it needs less memory than
 * {@link BreadthFirst} where levels are wide; what it finds comes in no useful order.
 */
public final class DepthFirst {

    private static final int POLL = 1 << 12;
    private final Model model;
    private final Limits limits;
    private final BreadthFirst.Listener listener;

    /** A search by the calling thread. */
    public DepthFirst(Model model, Limits limits, BreadthFirst.Listener listener) {
        this.model = model;
        this.limits = limits;
        this.listener = listener;
    }

    /** Searches until everything is visited or a limit is reached. Levels are not counted: they are reported as 0. */
    public SearchResult run() {
        int words = model.words();
        Findings findings = new Findings(model);
        Expander expander = new Expander(model, findings);
        StateSet visited = new StateSet(words);
        LongBuffer stack = new LongBuffer(words);
        for (int i = 0; i < model.initial.length; i += words) {
            push(visited, stack, model.initial, i);
        }
        long[] state = new long[words];
        long transitions = 0;
        long expanded = 0;
        String limit = null;
        while (stack.size() > 0 && limit == null) {
            stack.pop(state);
            expander.expand(state, 0);
            transitions += expander.count;
            for (int i = 0; i < expander.count; i++) {
                push(visited, stack, expander.out, i * words);
            }
            if (++expanded % POLL == 0) {
                limit = limits.reached(visited.size(), visited.bytes() + stack.bytes());
                listener.level(visited.size(), stack.size(), 0);
            }
        }
        return new SearchResult(findings, visited.size(), transitions, 0, limit, visited.bytes() + stack.bytes());
    }

    private void push(StateSet visited, LongBuffer stack, long[] states, int at) {
        if (visited.add(states, at, StateSet.hash(states, at, model.words()))) {
            stack.add(states, at);
        }
    }
}
