package org.sockrace.conform.ftrace;

/**
 * A counter that was not as expected, which what other processors do next may still explain. The line's time was taken before the counter was read, and
 * a processor may have stood still in between: so whatever the others show before its next line may be in the counter, and one change more of each,
 * whose line came later. Not thread-safe.
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
    /** The processors of which one more line counts. */
    private long waitsFor;
    private boolean over;
    private final int[] sum = new int[Long.SIZE];
    private final int[] least = new int[Long.SIZE];
    private final int[] most = new int[Long.SIZE];

    Doubt(TraceEvent event, int beginning, int expected, int low, int high, long waitsFor) {
        this.event = event;
        this.module = event.module();
        this.beginning = beginning;
        this.expected = expected;
        this.low = low;
        this.high = high;
        this.waitsFor = waitsFor;
    }

    /** Takes a later event into account. */
    void seen(TraceEvent e) {
        long bit = Processors.bit(e.cpu());
        if (bit == Processors.bit(event.cpu())) {
            over = true;
        } else if ((waitsFor & bit) != 0) {
            count(e.cpu() % Long.SIZE, change(e));
            if (over) {
                waitsFor &= ~bit;
            }
        }
    }

    private void count(int cpu, int change) {
        sum[cpu] += change;
        if (sum[cpu] > most[cpu]) {
            low -= sum[cpu] - most[cpu];
            most[cpu] = sum[cpu];
        } else if (sum[cpu] < least[cpu]) {
            high += least[cpu] - sum[cpu];
            least[cpu] = sum[cpu];
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
        return over && waitsFor == 0;
    }

    /** The counter that the order of the lines gives. */
    int expected() {
        return expected;
    }
}
