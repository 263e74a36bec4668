package org.sockrace.weak.litmus;

import java.util.Arrays;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.sockrace.weak.graph.Event.Kind;
import org.sockrace.weak.litmus.ReadsFromSearch.Assignment;

/**
 * Finds the orders of the writes to a location. The first value comes first. Unless incoherent orders are wanted as well, only those are made in which
 * program order, reads-from and from-reads agree with the order, and nothing comes between the read and the write of an atomic operation.
 */
final class CoherenceOrders {

    private final PathCombination paths;
    private final Assignment rf;
    private final boolean incoherentToo;
    private final int[] writes;
    /** For each write the writes of the location that have to come before it, by their places in the list. */
    private final boolean[][] before;
    /** For each write the place of the write that must stand right before it, -1 if any may. */
    private final int[] rightAfter;
    private final boolean possible;

    /**
     * Orders of the writes to that location.
     *
     * @param incoherentToo whether incoherent orders are wanted as well
     */
    CoherenceOrders(PathCombination paths, Assignment rf, int location, boolean incoherentToo) {
        this.paths = paths;
        this.rf = rf;
        this.incoherentToo = incoherentToo;
        writes = IntStream.range(0, paths.size()).filter(e -> paths.kind(e) == Kind.WRITE && rf.location()[e] == location).toArray();
        before = new boolean[writes.length][writes.length];
        rightAfter = new int[writes.length];
        Arrays.fill(rightAfter, -1);
        possible = incoherentToo || demands(location);
    }

    /** Whether no demand contradicts itself: else there is no order. */
    boolean possible() {
        return possible;
    }

    /**
     * Finds the orders one after the other.
     *
     * @param stop whether to find no more
     * @param found gets the writes, the first value first; the array is not to be kept
     */
    void each(BooleanSupplier stop, Consumer<int[]> found) {
        place(new int[writes.length], 0, new boolean[writes.length], stop, found);
    }

    private int placeOf(int write) {
        return Arrays.binarySearch(writes, write);
    }

    /** What coherence demands of the order; whether it demands nothing of a write in relation to itself. */
    private boolean demands(int location) {
        for (int a = paths.variables(); a < paths.size(); a++) {
            for (int b = a + 1; b < paths.size() && rf.location()[a] == location && paths.before(a, b); b++) {
                if (rf.location()[b] == location && !demand(a, b)) {
                    return false;
                }
            }
            if (rf.location()[a] == location && paths.kind(a) == Kind.READ && paths.rmwWrite(a) >= 0) {
                rightAfter[placeOf(paths.rmwWrite(a))] = placeOf(rf.rf()[a]);
            }
        }
        return true;
    }

    /** The write that an access writes or reads. */
    private int source(int access) {
        return paths.kind(access) == Kind.WRITE ? access : rf.rf()[access];
    }

    /** An access comes before another one of its thread: then so do the writes that they write or read. */
    private boolean demand(int first, int second) {
        int earlier = source(first);
        int later = source(second);
        if (earlier == later) {
            // Only a read of it may come after the write.
            return paths.kind(first) == Kind.WRITE || paths.kind(second) == Kind.READ;
        }
        before[placeOf(later)][placeOf(earlier)] = true;
        return true;
    }

    private void place(int[] order, int placed, boolean[] used, BooleanSupplier stop, Consumer<int[]> found) {
        if (placed == order.length) {
            found.accept(order);
            return;
        }
        for (int w = 0; w < order.length && !stop.getAsBoolean(); w++) {
            if (!used[w] && (placed > 0 || w == 0) && fits(order, placed, used, w)) {
                used[w] = true;
                order[placed] = writes[w];
                place(order, placed + 1, used, stop, found);
                used[w] = false;
            }
        }
    }

    private boolean fits(int[] order, int placed, boolean[] used, int write) {
        if (incoherentToo) {
            return true;
        }
        if (rightAfter[write] >= 0 && (placed == 0 || order[placed - 1] != writes[rightAfter[write]])) {
            return false;
        }
        for (int other = 0; other < writes.length; other++) {
            boolean missing = before[write][other] && !used[other];
            boolean overtaken = other != write && !used[other] && rightAfter[other] >= 0 && placed > 0
                    && order[placed - 1] == writes[rightAfter[other]];
            if (missing || overtaken) {
                return false;
            }
        }
        return true;
    }
}
