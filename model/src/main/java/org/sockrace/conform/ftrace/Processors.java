package org.sockrace.conform.ftrace;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/**
 * What each processor did last, in each of its contexts: as a task, in a softirq, in a hardirq. The kernel changes a module's counter, reads it for the
 * recording and writes the line with preemption disabled, so between the change and the line that context does nothing else; but other processors do, and
 * so do interrupts of the same one. Their lines may be in another order than their changes. Not thread-safe.
 */
final class Processors {

    /**
     * By how much a counter that was shown may differ from the one that the order of the lines gives.
     *
     * @param low the most by which it may be lower, as a number that is not positive
     * @param high the most by which it may be higher
     */
    record Range(int low, int high) { }

    /** How many events of other processors are looked back at, apart from those that have no order at all. */
    private static final int RECENT = 64;

    /** Where the last events of a processor stand that were not in one tie. */
    private static final class Last {
        int at;
        int before;
    }

    private final Set<Integer> slots;
    private final Map<Integer, Last> last = new HashMap<>();
    private final Deque<TraceEvent> recent = new ArrayDeque<>();

    /** Of a machine on which something happened in these contexts, as {@link TraceEvent#slot()} numbers them. */
    Processors(Set<Integer> slots) {
        this.slots = slots;
    }

    /** How many contexts may have a change whose line comes after that event: those of other processors, and those that this one has interrupted. */
    int others(TraceEvent e) {
        int n = 0;
        for (int slot : slots) {
            n += slot / TraceEvent.CONTEXTS != e.cpu() || slot < e.slot() ? 1 : 0;
        }
        return n;
    }

    /** Whether all that happened is in one order. */
    boolean isOne() {
        return slots.size() <= 1;
    }

    /** Notes an event, after it was judged. */
    void note(TraceEvent e) {
        Last mine = last.computeIfAbsent(e.cpu(), c -> new Last());
        if (mine.at != e.at()) {
            mine.before = mine.at;
            mine.at = e.at();
        }
        if (e.kind() == EventKind.MODULE_GET || e.kind() == EventKind.MODULE_PUT) {
            recent.addFirst(e);
            while (recent.size() > RECENT && recent.getLast().at() != e.at()) {
                recent.removeLast();
            }
        }
    }

    /** What other processors may have done between this event's change and its line, or the other way round, since its own processor's last line. */
    Range since(TraceEvent e) {
        Last mine = last.get(e.cpu());
        int from = mine == null ? 0 : mine.at == e.at() ? mine.before : mine.at;
        int low = 0;
        int high = 0;
        Map<Integer, int[]> sums = null;
        for (Iterator<TraceEvent> i = recent.iterator(); i.hasNext();) {
            TraceEvent other = i.next();
            if (other.at() < from) {
                break;
            }
            if (other.cpu() != e.cpu() && other.module().equals(e.module())) {
                sums = sums == null ? new HashMap<>() : sums;
                int[] sum = sums.computeIfAbsent(other.cpu(), c -> new int[3]);
                sum[0] -= other.kind() == EventKind.MODULE_GET ? 1 : -1;
                sum[1] = Math.min(sum[1], sum[0]);
                sum[2] = Math.max(sum[2], sum[0]);
            }
        }
        if (sums != null) {
            low = sums.values().stream().mapToInt(s -> s[1]).sum();
            high = sums.values().stream().mapToInt(s -> s[2]).sum();
        }
        return new Range(low, high);
    }
}
