package org.sockrace.search;

import java.util.List;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Claim;
import org.sockrace.explore.Exploration;
import org.sockrace.explore.Findings;
import org.sockrace.explore.Progress;

/** One search of one model by increasing number of preemptions. A state here is a packed state and the thread that moved last. */
final class PreemptionSearch {

    private static final int POLL = 1 << 10;
    private final Model model;
    private final Budget budget;
    private final int bound;
    private final int words;
    private final Findings findings;
    private final Expander expander;
    private final StateSet visited;
    /** To be expanded, with as many preemptions as are looked at now. */
    private final LongBuffer open;
    /** Reached with one more, perhaps several times, and perhaps with fewer later on. */
    private LongBuffer next;
    private long transitions;
    private long expanded;
    private long whenUnknown = -1;
    private long peak;
    private int preemptions;

    PreemptionSearch(Model model, Budget budget, int bound) {
        this.model = model;
        this.budget = budget;
        this.bound = bound;
        this.words = model.words();
        this.findings = new Findings(model.world);
        this.expander = new Expander(model, findings);
        this.visited = new StateSet(words + 1);
        this.open = new LongBuffer(words + 1);
        this.next = new LongBuffer(words + 1);
    }

    /** Searches until everything is visited, or all within the bound, or a limit is reached. */
    Exploration run() {
        findings.starts();
        Claim claim;
        try {
            begin();
            claim = levels();
        } catch (OutOfMemoryError e) {
            claim = cutShort(preemptions - 1, Claim.CutShort.OUT_OF_MEMORY);
        }
        return new Exploration(model.world, claim, findings, Visits.of(model, List.<long[][]>of(expander.taken)), visited.size(), transitions, 0, peak);
    }

    private void begin() {
        long[] entry = new long[words + 1];
        for (int i = 0; i < model.initial.length; i += words) {
            System.arraycopy(model.initial, i, entry, 0, words);
            entry[words] = model.threads();
            push(entry, 0);
        }
    }

    private Claim levels() {
        String limit = poll();
        while (true) {
            findings.level(preemptions);
            limit = limit == null ? level() : limit;
            if (limit != null) {
                return cutShort(preemptions - 1, limit);
            }
            if (!more()) {
                return new Claim.Exhaustive();
            }
            if (preemptions == bound) {
                return new Claim.UpToPreemptions(bound);
            }
            limit = poll();
            if (limit != null) {
                return cutShort(preemptions, limit);
            }
            preemptions++;
            limit = preempt();
        }
    }

    /** Goes to all that takes one more preemption; returns the limit that was reached meanwhile, or null. */
    private String preempt() {
        LongBuffer reached = next;
        next = new LongBuffer(words + 1);
        String limit = null;
        for (int i = 0; i < reached.size() && limit == null; i++) {
            push(reached.data(), i * (words + 1));
            limit = (i + 1) % POLL == 0 ? poll() : null;
        }
        return limit;
    }

    /** All with up to {@code complete} preemptions was seen. If the automata are too small, even that may lack something. */
    private Claim cutShort(int complete, String limit) {
        return complete < 0 || !findings.unknown().isEmpty() ? new Claim.CutShort(limit) : new Claim.UpToPreemptions(complete, limit);
    }

    /** Whether something is left that takes another preemption. */
    private boolean more() {
        for (int i = 0; i < next.size(); i++) {
            if (!isVisited(next.data(), i * (words + 1))) {
                return true;
            }
        }
        return false;
    }

    /** Expands all that takes no further preemption; returns the limit that was reached before, or null. */
    private String level() {
        long[] entry = new long[words + 1];
        String limit = null;
        while (open.size() > 0 && limit == null) {
            open.pop(entry);
            expand(entry);
            if (++expanded % POLL == 0) {
                limit = poll();
            }
        }
        return limit;
    }

    private String poll() {
        long bytes = visited.bytes() + open.bytes() + next.bytes();
        peak = Math.max(peak, bytes);
        budget.progress().at(Progress.Phase.SEARCHING, visited.size(), open.size() + (long) next.size(), preemptions);
        whenUnknown = whenUnknown < 0 && !findings.unknown().isEmpty() ? visited.size() : whenUnknown;
        String limit = budget.reached(visited.size(), bytes);
        return limit == null && Passes.enough(visited.size(), whenUnknown) ? Passes.ENOUGH : limit;
    }

    private void expand(long[] entry) {
        int last = (int) entry[words];
        expander.expand(entry, 0);
        transitions += expander.count;
        boolean lastCanMove = expander.moves(last);
        for (int i = 0; i < expander.count; i++) {
            System.arraycopy(expander.out, i * words, entry, 0, words);
            entry[words] = expander.mover[i];
            if (!lastCanMove || expander.mover[i] == last) {
                push(entry, 0);
            } else if (!isVisited(entry, 0)) {
                next.add(entry, 0);
            }
        }
    }

    private void push(long[] entries, int at) {
        if (visited.add(entries, at, StateSet.hash(entries, at, words + 1))) {
            open.add(entries, at);
        }
    }

    private boolean isVisited(long[] entries, int at) {
        return visited.contains(entries, at, StateSet.hash(entries, at, words + 1));
    }
}
