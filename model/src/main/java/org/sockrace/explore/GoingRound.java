package org.sockrace.explore;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sockrace.automata.Node;
import org.sockrace.automata.OpKind;
import org.sockrace.semantics.Result;
import org.sockrace.semantics.Run;

/**
 * Finds out of one state, on the plain interpreter, whether those who serve others go round from there for ever: whether all that can come leads back to it.
 * The search has a way of its own for all states at once; what that finds is shown by executions that are held against this.
 */
public final class GoingRound {

    /** More states than this are not looked at: then it is not known. */
    private static final int MOST = 20_000;

    /**
     * What is known of a state.
     *
     * @param returns whether all that can come leads back to it, and something can
     * @param moving the threads that move meanwhile, if so
     * @param unknown what would have to be followed to know more, or null
     */
    public record Known(boolean returns, BitSet moving, Source.Unknown unknown) { }

    private static final Known NOT = new Known(false, new BitSet(), null);

    private final Run start;
    private final Map<Run, Integer> numbers = new HashMap<>();
    private final List<List<Integer>> before = new ArrayList<>();
    private final Deque<Run> open = new ArrayDeque<>();
    private final BitSet moving = new BitSet();
    private Source.Unknown unknown;

    private GoingRound(Run start) {
        this.start = start;
    }

    /** Of that state. */
    public static Known from(Run state) {
        return new GoingRound(state).known();
    }

    private Known known() {
        visit(start, -1);
        for (int number = 0; !open.isEmpty(); number++) {
            Run run = open.remove();
            for (int t = 0; t < run.threads(); t++) {
                if (!follow(run, number, t)) {
                    return unknown == null ? NOT : new Known(false, moving, unknown);
                }
            }
        }
        return !moving.isEmpty() && leadingToStart() == numbers.size() ? new Known(true, moving, null) : NOT;
    }

    /** Follows all that the thread can do; false if that leads out of all rounds. */
    private boolean follow(Run run, int number, int thread) {
        Node node = run.node(thread);
        int choices = node.op().kind() == OpKind.CHOICE ? node.op().a() : 1;
        for (int choice = 0; choice < choices; choice++) {
            Run next = run.copy();
            Result result = next.step(thread, choice).result();
            if (result.stays()) {
                continue;
            }
            if (result instanceof Result.Broken || !run.world().automata().get(run.role(thread)).role().daemon()) {
                return false;
            }
            if (result instanceof Result.Unknown) {
                unknown = new Source.Unknown(run.role(thread), run.number(thread), run.observes(thread));
                return false;
            }
            moving.set(thread);
            visit(next, number);
            if (numbers.size() > MOST) {
                return false;
            }
        }
        return true;
    }

    private void visit(Run run, int from) {
        Integer known = numbers.putIfAbsent(run, numbers.size());
        if (known == null) {
            known = before.size();
            before.add(new ArrayList<>());
            open.add(run);
        }
        if (from >= 0) {
            before.get(known).add(from);
        }
    }

    private int leadingToStart() {
        BitSet leading = new BitSet();
        Deque<Integer> todo = new ArrayDeque<>(before.get(0));
        while (!todo.isEmpty()) {
            int state = todo.remove();
            if (!leading.get(state)) {
                leading.set(state);
                todo.addAll(before.get(state));
            }
        }
        return leading.cardinality();
    }

    /** Whether all leads back to that state, and it is a final one or somebody waits for ever: then it is noted. */
    public static boolean shows(Run state, Findings findings) {
        Known known = from(state);
        return known.returns() && note(state, known.moving(), findings);
    }

    /** Notes what the state is, from which all leads back: a final one, or one in which somebody waits for ever; or, half-way through a round, nothing. */
    static boolean note(Run run, BitSet moving, Findings findings) {
        BitSet waiting = new BitSet();
        boolean rests = true;
        int[] nodes = new int[run.threads()];
        List<Integer> ends = new ArrayList<>();
        for (int t = 0; t < nodes.length; t++) {
            nodes[t] = run.number(t);
            ends.add(nodes[t]);
            boolean there = run.ended(t) || run.idle(t);
            rests &= there;
            waiting.set(t, !there && !moving.get(t));
        }
        if (!waiting.isEmpty()) {
            findings.starved(nodes, waiting);
        } else if (rests) {
            findings.ended(new Ending(ends, run.contested()));
        }
        return rests || !waiting.isEmpty();
    }
}
