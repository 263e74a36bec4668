package org.sockrace.conform.ftrace;

/**
 * What each processor did last. The kernel changes a module's counter, reads it for the recording and writes the line with preemption disabled, so between the
 * change and the line its processor does nothing else; but others do, and their lines may be in another order than their changes. Not thread-safe.
 */
final class Processors {

    /**
     * By how much a counter that was shown may differ from the one that the order of the lines gives.
     *
     * @param low the most by which it may be lower, as a number that is not positive
     * @param high the most by which it may be higher
     * @param slack by how much it may differ at all, whatever others do next
     */
    record Range(int low, int high, int slack) { }

    private static final int RECENT = 64;
    private static final int MOST = Long.SIZE;

    private final int[] lastLine = new int[MOST];
    private final TraceEvent[] recent = new TraceEvent[RECENT];
    private final long all;
    private int next;

    /** Of a machine with these processors, as bits. */
    Processors(long all) {
        this.all = all;
    }

    static long bit(int cpu) {
        return 1L << cpu % MOST;
    }

    /** The processors other than that one, as bits. */
    long others(int cpu) {
        return all & ~bit(cpu);
    }

    /** Notes an event, after it was judged. */
    void note(TraceEvent e) {
        lastLine[e.cpu() % MOST] = e.line();
        if (e.kind() == EventKind.MODULE_GET || e.kind() == EventKind.MODULE_PUT) {
            recent[next++ % RECENT] = e;
        }
    }

    /** What others may have done between this event's change and its line, or the other way round. */
    Range since(TraceEvent e, int goings) {
        int low = 0;
        int high = 0;
        for (long left = others(e.cpu()); left != 0; left &= left - 1) {
            int cpu = Long.numberOfTrailingZeros(left);
            int sum = 0;
            int least = 0;
            int most = 0;
            for (int i = 1; i <= Math.min(next, RECENT); i++) {
                TraceEvent other = recent[(next - i) % RECENT];
                if (other.line() < lastLine[e.cpu() % MOST]) {
                    break;
                }
                if (other.cpu() % MOST == cpu && other.module().equals(e.module())) {
                    sum -= other.kind() == EventKind.MODULE_GET ? 1 : -1;
                    least = Math.min(least, sum);
                    most = Math.max(most, sum);
                }
            }
            low += least;
            high += most;
        }
        return new Range(low - goings, high, Math.max(1, Long.bitCount(others(e.cpu()))) + goings);
    }
}
