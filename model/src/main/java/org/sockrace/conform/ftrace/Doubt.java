package org.sockrace.conform.ftrace;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * A counter that was not as expected, which what others do next may still explain. The line's time was taken before the counter was read, and a processor may
 * have stood still in between: so whatever the others show before the next line of the same context may be in the counter, and one change more of each, whose
 * line came later. The others are the other processors, and the other contexts of the same one: what an interrupt has shown may not be all that the task
 * below it has changed. Of events in one tie, all count, and a delete_module in it may have lowered the counter for a moment. Not thread-safe.
 */
final class Doubt {

    final TraceEvent event;
    final String module;
    /** The count at the beginning that is doubted. */
    final int beginning;
    private final int expected;
    /** What is left to explain: at least one number between these must be 0. */
    private int low;
    private int high;
    /** The contexts of which no more line counts, and how many of the others are left. */
    private final Set<Integer> heard = new HashSet<>();
    private int left;
    /** Whether its own context has gone on: then the counter was read; and whether that is certain in the order of time. */
    private boolean read;
    private boolean over;
    /** Of each context: the sum of its changes, and the least and the greatest that it was. */
    private final Map<Integer, int[]> sums = new HashMap<>();

    /**
     * Doubts a counter.
     *
     * @param others how many contexts may have changed it before their line
     */
    Doubt(TraceEvent event, int beginning, int expected, int low, int high, int others) {
        this.event = event;
        this.module = event.module();
        this.beginning = beginning;
        this.expected = expected;
        this.low = low;
        this.high = high;
        this.left = others;
    }

    /** Takes a later event into account. */
    void seen(TraceEvent e) {
        if (e.kind() == EventKind.DELETE_MODULE && e.at() == event.at()) {
            high++;
        }
        if (e.cpu() != event.cpu()) {
            count(e, over);
        } else if (e.context() > event.context()) {
            if (!read) {
                count(e, false);
            }
        } else {
            if (e.context() < event.context()) {
                count(e, true);
            }
            read = true;
            over = over || e.at() != event.at();
        }
    }

    /** What its context has changed may be in the counter; with the last line of it that counts, nothing later is. */
    private void count(TraceEvent e, boolean last) {
        int change = change(e);
        if ((change != 0 || last) && !heard.contains(e.slot())) {
            if (change != 0) {
                count(sums.computeIfAbsent(e.slot(), s -> new int[3]), change);
            }
            if (last) {
                heard.add(e.slot());
                left--;
            }
        }
    }

    private void count(int[] sum, int change) {
        sum[0] += change;
        if (sum[0] > sum[2]) {
            low -= sum[0] - sum[2];
            sum[2] = sum[0];
        } else if (sum[0] < sum[1]) {
            high += sum[1] - sum[0];
            sum[1] = sum[0];
        }
    }

    private int change(TraceEvent e) {
        if (!module.equals(e.module())) {
            return 0;
        }
        return e.kind() == EventKind.MODULE_GET ? 1 : e.kind() == EventKind.MODULE_PUT ? -1 : 0;
    }

    /** Whether it is explained. */
    boolean explained() {
        return low <= 0 && high >= 0;
    }

    /** Whether nothing that comes can explain it any more. */
    boolean hopeless() {
        return over && left <= 0;
    }

    /** The counter that the order of the lines gives. */
    int expected() {
        return expected;
    }
}
