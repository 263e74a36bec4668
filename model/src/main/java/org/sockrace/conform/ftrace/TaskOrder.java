package org.sockrace.conform.ftrace;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The order of what one task did on several processors at one and the same time: it moved from one to another, and where it was in a call it went on in it. Of
 * the orders in which its calls nest and its sockets are made before they are released, one with the fewest moves is taken. Used once; not thread-safe.
 */
final class TaskOrder {

    /** A task that moves more often in one tie has no order that can be found. */
    private static final int MOST_MOVES = 4;

    private final List<List<TraceEvent>> queues = new ArrayList<>();
    private final int[] at;
    private final Deque<EventKind> open = new ArrayDeque<>();
    private final Set<Long> sockets = new HashSet<>();
    private final Set<Long> later = new HashSet<>();
    private final List<TraceEvent> order = new ArrayList<>();
    private final int total;

    /**
     * Of these events.
     *
     * @param processors what the task did on each processor
     * @param open what returns next, innermost first: calls, waits for a grace period and for a module
     */
    TaskOrder(Collection<List<TraceEvent>> processors, Collection<EventKind> open) {
        queues.addAll(processors);
        this.at = new int[queues.size()];
        this.open.addAll(open);
        this.total = queues.stream().mapToInt(List::size).sum();
        queues.forEach(q -> q.stream().filter(e -> e.kind() == EventKind.SOCK_ALLOC_RET).forEach(e -> later.add(e.object())));
    }

    /** The order; empty if there is none. {@code first} is the processor on which the task was before. */
    List<TraceEvent> find(int first) {
        for (int moves = queues.size() - 1; moves <= MOST_MOVES; moves++) {
            for (int pass = 0; pass < 2; pass++) {
                for (int q = 0; q < queues.size(); q++) {
                    boolean before = queues.get(q).get(0).cpu() == first;
                    if (before == (pass == 0) && from(q, moves)) {
                        return order;
                    }
                }
            }
        }
        return List.of();
    }

    /** Goes on at that processor, with so many moves left. */
    private boolean from(int queue, int moves) {
        List<TraceEvent> events = queues.get(queue);
        int begin = at[queue];
        List<Runnable> undo = new ArrayList<>();
        boolean found = false;
        while (!found && at[queue] < events.size() && mayBeNext(events.get(at[queue]), undo)) {
            order.add(events.get(at[queue]++));
            found = order.size() == total || moves > 0 && move(queue, moves - 1);
        }
        if (!found) {
            while (at[queue] > begin) {
                at[queue]--;
                order.remove(order.size() - 1);
            }
            for (int i = undo.size() - 1; i >= 0; i--) {
                undo.get(i).run();
            }
        }
        return found;
    }

    private boolean move(int from, int moves) {
        for (int q = 0; q < queues.size(); q++) {
            if (q != from && at[q] < queues.get(q).size() && from(q, moves)) {
                return true;
            }
        }
        return false;
    }

    private boolean mayBeNext(TraceEvent e, List<Runnable> undo) {
        EventKind inner = open.peek();
        boolean waits = inner == EventKind.SYNCHRONIZE_RCU_RET || inner == EventKind.REQUEST_MODULE_RET;
        if (e.kind().returns() ? inner != e.kind() : waits) {
            return false;
        }
        if (e.kind().returns()) {
            open.pop();
            undo.add(() -> open.push(inner));
        } else if (e.kind().close() != null) {
            open.push(e.kind().close());
            undo.add(open::pop);
        }
        if (e.kind() == EventKind.SOCK_ALLOC_RET && sockets.add(e.object())) {
            undo.add(() -> sockets.remove(e.object()));
        }
        return e.kind() != EventKind.SOCK_RELEASE || sockets.contains(e.object()) || !later.contains(e.object());
    }
}
