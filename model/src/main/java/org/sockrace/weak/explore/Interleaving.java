package org.sockrace.weak.explore;

import java.util.Arrays;
import org.sockrace.weak.graph.Event.Kind;
import org.sockrace.weak.graph.Tag;

/**
 * Looks for an order of the steps of a graph in which each read reads what was written last, and a grace period ends when the critical sections have ended that
 * had begun before it. What such an order explains every memory model here allows: whatever they say comes before something does so in that order. Finding it
 * takes a step for each event, where judging takes relations between all of them. If none is found there may still be one, for of two sections that could
 * begin it does not try both. Not thread-safe: each worker has its own.
 */
final class Interleaving {

    private static final Flavour[] FLAVOURS = Flavour.values();

    private final int threads;
    /** By write: the place in the order of its location, and how many have still to read it. */
    private int[] place = new int[0];
    private int[] readers = new int[0];
    /** By event: the next one of its thread. */
    private int[] following = new int[0];
    /** By location: the write that was the last until now. */
    private final int[] latest;
    /** By thread: the event that comes next; {@link Action#NONE} after the last. */
    private final int[] next;
    /** By flavour and thread: how many sections it is in, and how many outermost ones have ended. */
    private final int[][] depth;
    private final int[][] ended;
    /** By thread that waits for a grace period, and other thread: how many sections of that one have ended at least when it ends. */
    private final int[][] awaited;
    private final boolean[] waits;
    private ExecutionGraph graph;
    private boolean periods;

    Interleaving(Program program) {
        threads = program.threads();
        latest = new int[program.locations()];
        next = new int[threads];
        depth = new int[FLAVOURS.length][threads];
        ended = new int[FLAVOURS.length][threads];
        awaited = new int[threads][threads];
        waits = new boolean[threads];
    }

    /** Whether an order was found. */
    boolean explains(ExecutionGraph candidate) {
        graph = candidate;
        if (!begin()) {
            return false;
        }
        boolean opens = false;
        while (true) {
            boolean moved = false;
            boolean over = true;
            for (int t = 0; t < threads; t++) {
                moved |= run(t, opens && !moved);
                over &= next[t] == Action.NONE;
            }
            if (over) {
                return true;
            }
            if (!moved && opens) {
                return false;
            }
            opens = !moved;
        }
    }

    /** Whether it is a graph that can be asked for an order. */
    private boolean begin() {
        int size = graph.size();
        if (place.length < size) {
            place = new int[2 * size];
            readers = new int[2 * size];
            following = new int[2 * size];
        }
        Arrays.fill(readers, 0, size, 0);
        for (int l = 0; l < latest.length; l++) {
            int[] writes = graph.co(l);
            for (int p = 0; p < writes.length; p++) {
                place[writes[p]] = p;
            }
            latest[l] = writes[0];
        }
        periods = false;
        for (int e = latest.length; e < size; e++) {
            if (!isSimple(e)) {
                return false;
            }
        }
        for (int t = 0; t < threads; t++) {
            int first = Action.NONE;
            for (int e = graph.last(t); e != Action.NONE; e = graph.previous(e)) {
                following[e] = first;
                first = e;
            }
            next[t] = first;
            waits[t] = false;
            for (int f = 0; f < FLAVOURS.length; f++) {
                depth[f][t] = 0;
                ended[f][t] = 0;
            }
        }
        return true;
    }

    private boolean isSimple(int event) {
        Action action = graph.action(event);
        switch (action.event().kind()) {
            case READ -> readers[graph.rf(event)]++;
            case WRITE -> {
                // Nothing comes between what an atomic operation reads and what it writes.
                return !action.completes() || place[event] == place[graph.rf(graph.previous(event))] + 1;
            }
            case FENCE -> {
                for (Flavour flavour : FLAVOURS) {
                    periods |= action.event().is(flavour.sync);
                }
                return !action.event().is(Tag.SYNC_SRCU);
            }
        }
        return true;
    }

    /** Goes on with the thread as far as it can; sections begin only if nothing else goes on. Whether it did anything. */
    private boolean run(int thread, boolean opens) {
        boolean moved = false;
        boolean mayOpen = opens;
        for (int e = next[thread]; e != Action.NONE; e = next[thread]) {
            Kind kind = graph.action(e).event().kind();
            boolean goes = kind == Kind.READ ? reads(e) : kind == Kind.WRITE ? writes(e) : !periods || passes(thread, e, mayOpen);
            if (!goes) {
                return moved;
            }
            moved = true;
            mayOpen = false;
            next[thread] = following[e];
        }
        if (moved) {
            for (int f = 0; f < FLAVOURS.length; f++) {
                leave(f, thread, depth[f][thread]);
            }
        }
        return moved;
    }

    private boolean reads(int event) {
        int source = graph.rf(event);
        if (latest[graph.action(event).location()] != source) {
            return false;
        }
        readers[source]--;
        return true;
    }

    private boolean writes(int event) {
        int location = graph.action(event).location();
        int before = latest[location];
        if (place[before] + 1 != place[event] || readers[before] > 0) {
            return false;
        }
        latest[location] = event;
        return true;
    }

    private boolean passes(int thread, int event, boolean opens) {
        Action action = graph.action(event);
        for (int f = 0; f < FLAVOURS.length; f++) {
            if (action.event().is(FLAVOURS[f].lock)) {
                boolean outermost = depth[f][thread] == 0;
                depth[f][thread] += !outermost || opens ? 1 : 0;
                return !outermost || opens;
            }
            if (action.event().is(FLAVOURS[f].unlock)) {
                leave(f, thread, 1);
            } else if (action.event().is(FLAVOURS[f].sync)) {
                return waits(f, thread);
            }
        }
        return true;
    }

    private void leave(int flavour, int thread, int levels) {
        if (depth[flavour][thread] > 0 && levels > 0) {
            depth[flavour][thread] -= levels;
            ended[flavour][thread] += depth[flavour][thread] == 0 ? 1 : 0;
        }
    }

    /** Whether the grace period ends, which begins as soon as the thread comes to it. */
    private boolean waits(int flavour, int thread) {
        for (int t = 0; t < threads && !waits[thread]; t++) {
            awaited[thread][t] = ended[flavour][t] + (depth[flavour][t] > 0 ? 1 : 0);
        }
        waits[thread] = true;
        for (int t = 0; t < threads; t++) {
            if (ended[flavour][t] < awaited[thread][t]) {
                return false;
            }
        }
        waits[thread] = false;
        return true;
    }
}
