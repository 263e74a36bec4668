package org.sockrace.weak.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/**
 * A relation between the events of one graph: a row of bits for each event, of as many longs as it takes. Operations make new relations; only {@link #add}
 * changes one, while it is being made.
 */
public final class Relation {

    private final int size;
    private final int words;
    private final long[] bits;

    private Relation(int size, long[] bits) {
        this.size = size;
        this.words = words(size);
        this.bits = bits;
    }

    /** The empty relation between so many events. */
    public Relation(int size) {
        this(size, new long[size * words(size)]);
    }

    static int words(int size) {
        return Math.max(1, (size + 63) >> 6);
    }

    /** The number of events of the graph. */
    public int size() {
        return size;
    }

    /** Adds a pair; returns this. */
    public Relation add(int from, int to) {
        bits[from * words + (to >> 6)] |= 1L << to;
        return this;
    }

    /** Adds the pairs from there to each of the events from the first on, up to the one before the end. */
    public void add(int from, int first, int end) {
        for (int to = first; to < end; to++) {
            add(from, to);
        }
    }

    /** Whether it has the pair. */
    public boolean has(int from, int to) {
        return (bits[from * words + (to >> 6)] >>> to & 1) != 0;
    }

    /** Whether it has no pair. */
    public boolean isEmpty() {
        for (long word : bits) {
            if (word != 0) {
                return false;
            }
        }
        return true;
    }

    /** {@code this | others}. */
    public Relation or(Relation... others) {
        long[] all = bits.clone();
        for (Relation other : others) {
            for (int i = 0; i < all.length; i++) {
                all[i] |= other.bits[i];
            }
        }
        return new Relation(size, all);
    }

    /** {@code this & other}. */
    public Relation and(Relation other) {
        long[] both = bits.clone();
        for (int i = 0; i < both.length; i++) {
            both[i] &= other.bits[i];
        }
        return new Relation(size, both);
    }

    /** {@code this \ other}. */
    public Relation minus(Relation other) {
        long[] left = bits.clone();
        for (int i = 0; i < left.length; i++) {
            left[i] &= ~other.bits[i];
        }
        return new Relation(size, left);
    }

    /** {@code this ; other}. */
    public Relation then(Relation other) {
        if (isEmpty() || other.isEmpty()) {
            return new Relation(size);
        }
        long[] sequence = new long[bits.length];
        if (words == 1) {
            for (int from = 0; from < size; from++) {
                long row = 0;
                for (long rest = bits[from]; rest != 0; rest &= rest - 1) {
                    row |= other.bits[Long.numberOfTrailingZeros(rest)];
                }
                sequence[from] = row;
            }
            return new Relation(size, sequence);
        }
        for (int from = 0; from < size; from++) {
            int row = from * words;
            for (int w = 0; w < words; w++) {
                for (long rest = bits[row + w]; rest != 0; rest &= rest - 1) {
                    int next = ((w << 6) + Long.numberOfTrailingZeros(rest)) * words;
                    for (int v = 0; v < words; v++) {
                        sequence[row + v] |= other.bits[next + v];
                    }
                }
            }
        }
        return new Relation(size, sequence);
    }

    /** {@code [from] ; this}. */
    public Relation from(EventSet from) {
        long[] left = bits.clone();
        for (int e = 0; e < size; e++) {
            if (!from.has(e)) {
                Arrays.fill(left, e * words, (e + 1) * words, 0);
            }
        }
        return new Relation(size, left);
    }

    /** {@code this ; [to]}. */
    public Relation to(EventSet to) {
        long[] left = bits.clone();
        for (int row = 0; row < left.length; row += words) {
            for (int w = 0; w < words; w++) {
                left[row + w] &= to.word(w);
            }
        }
        return new Relation(size, left);
    }

    /** {@code [from] ; this ; [to]}. */
    public Relation between(EventSet from, EventSet to) {
        return from(from).to(to);
    }

    /** {@code [set]}: each member with itself. */
    public static Relation identity(EventSet set) {
        Relation same = new Relation(set.size());
        for (int e = 0; e < same.size; e++) {
            if (set.has(e)) {
                same.add(e, e);
            }
        }
        return same;
    }

    /** {@code from * to}: each with each. */
    public static Relation product(EventSet from, EventSet to) {
        Relation all = new Relation(from.size());
        for (int e = 0; e < all.size; e++) {
            for (int w = 0; w < all.words && from.has(e); w++) {
                all.bits[e * all.words + w] = to.word(w);
            }
        }
        return all;
    }

    /** {@code this^-1}. */
    public Relation inverse() {
        Relation inverse = new Relation(size);
        for (int from = 0; from < size; from++) {
            for (int w = 0; w < words; w++) {
                for (long rest = bits[from * words + w]; rest != 0; rest &= rest - 1) {
                    inverse.add((w << 6) + Long.numberOfTrailingZeros(rest), from);
                }
            }
        }
        return inverse;
    }

    /** {@code this?}: it, or the identity. */
    public Relation optional() {
        Relation optional = new Relation(size, bits.clone());
        for (int e = 0; e < size; e++) {
            optional.add(e, e);
        }
        return optional;
    }

    /** {@code this+}: the transitive closure. */
    public Relation plus() {
        if (isEmpty()) {
            return this;
        }
        long[] closed = bits.clone();
        for (int via = 0; via < size; via++) {
            long bit = 1L << via;
            if (words == 1) {
                long row = closed[via];
                for (int from = 0; row != 0 && from < size; from++) {
                    closed[from] |= (closed[from] & bit) == 0 ? 0 : row;
                }
                continue;
            }
            boolean leads = !isEmpty(closed, via);
            for (int from = 0; leads && from < size; from++) {
                int row = from * words;
                if ((closed[row + (via >> 6)] & bit) != 0) {
                    for (int w = 0; w < words; w++) {
                        closed[row + w] |= closed[via * words + w];
                    }
                }
            }
        }
        return new Relation(size, closed);
    }

    private boolean isEmpty(long[] rows, int event) {
        long any = 0;
        for (int w = 0; w < words; w++) {
            any |= rows[event * words + w];
        }
        return any == 0;
    }

    /** {@code this*}: the reflexive and transitive closure. */
    public Relation star() {
        return plus().optional();
    }

    /** Whether no event is related to itself. */
    public boolean isIrreflexive() {
        for (int e = 0; e < size; e++) {
            if (has(e, e)) {
                return false;
            }
        }
        return true;
    }

    /** Whether it has no cycle: takes away what leads to nothing that is left, until all is gone, or the rest leads to itself. */
    public boolean isAcyclic() {
        long[] left = new long[words];
        for (int e = 0; e < size; e++) {
            left[e >> 6] |= 1L << e;
        }
        int count = size;
        for (int before = count + 1; count < before && count > 0;) {
            before = count;
            for (int e = size - 1; e >= 0; e--) {
                if ((left[e >> 6] >>> e & 1) != 0 && !meets(e, left)) {
                    left[e >> 6] &= ~(1L << e);
                    count--;
                }
            }
        }
        return count == 0;
    }

    private boolean meets(int event, long[] set) {
        for (int w = 0; w < words; w++) {
            if ((bits[event * words + w] & set[w]) != 0) {
                return true;
            }
        }
        return false;
    }

    /** The events from which a pair starts. */
    public EventSet domain() {
        return EventSet.of(size, e -> {
            for (int w = 0; w < words; w++) {
                if (bits[e * words + w] != 0) {
                    return true;
                }
            }
            return false;
        });
    }

    /** The events at which a pair ends. */
    public EventSet range() {
        long[] ends = new long[words];
        for (int row = 0; row < bits.length; row += words) {
            for (int w = 0; w < words; w++) {
                ends[w] |= bits[row + w];
            }
        }
        return EventSet.row(size, ends);
    }

    /** A path of fewest pairs: its events, both ends included; null if there is none. From an event to itself it has at least one pair. */
    public List<Integer> path(int from, int to) {
        int[] before = new int[size];
        Arrays.fill(before, -1);
        Deque<Integer> open = new ArrayDeque<>(List.of(from));
        while (!open.isEmpty()) {
            int at = open.remove();
            for (int next = 0; next < size; next++) {
                if (has(at, next) && before[next] < 0) {
                    before[next] = at;
                    if (next == to) {
                        return back(before, from, to);
                    }
                    open.add(next);
                }
            }
        }
        return null;
    }

    private static List<Integer> back(int[] before, int from, int to) {
        List<Integer> path = new ArrayList<>(List.of(to));
        for (int at = before[to]; at != from; at = before[at]) {
            path.add(at);
        }
        path.add(from);
        Collections.reverse(path);
        return path;
    }

    /** A cycle of fewest pairs: its events, the first again at the end; null if there is none. */
    public List<Integer> cycle() {
        List<Integer> shortest = null;
        for (int e = 0; e < size; e++) {
            List<Integer> cycle = path(e, e);
            if (cycle != null && (shortest == null || cycle.size() < shortest.size())) {
                shortest = cycle;
            }
        }
        return shortest;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Relation r && size == r.size && Arrays.equals(bits, r.bits);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bits);
    }

    /** Its pairs, for example {@code 0-1 0-2}. */
    @Override
    public String toString() {
        StringBuilder pairs = new StringBuilder();
        for (int from = 0; from < size; from++) {
            for (int to = 0; to < size; to++) {
                if (has(from, to)) {
                    pairs.append(pairs.isEmpty() ? "" : " ").append(from).append('-').append(to);
                }
            }
        }
        return pairs.toString();
    }
}
