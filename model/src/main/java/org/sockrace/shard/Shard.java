package org.sockrace.shard;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * One of several parts of a run, each for a machine of its own.
 *
 * @param part which, from 1
 * @param of how many there are
 */
public record Shard(int part, int of) {

    private static final Pattern WRITTEN = Pattern.compile("([0-9]{1,4})/([0-9]{1,4})");

    /**
     * Reads {@code 2/4}.
     *
     * @throws IllegalArgumentException if it is none, saying why for users
     */
    public static Shard parse(String text) {
        Matcher written = WRITTEN.matcher(text);
        if (!written.matches()) {
            throw new IllegalArgumentException("--shard must be I/N, as in 2/4, not '" + text + "'");
        }
        Shard shard = new Shard(Integer.parseInt(written.group(1)), Integer.parseInt(written.group(2)));
        if (shard.part < 1 || shard.part > shard.of) {
            throw new IllegalArgumentException("--shard " + text + ": there are " + (shard.of == 0 ? "no parts" : "parts 1 to " + shard.of));
        }
        return shard;
    }

    /**
     * To which part, from 1, each of these belongs: the dearest first, each to the part that has least so far. It depends on nothing but the list and costs.
     *
     * @param cost what one of them costs, in any unit; at least 0
     */
    public <T> int[] parts(List<T> all, ToLongFunction<T> cost) {
        long[] costs = all.stream().mapToLong(cost).toArray();
        long[] sums = new long[of];
        int[] parts = new int[costs.length];
        IntStream.range(0, costs.length).boxed().sorted(Comparator.comparingLong((Integer i) -> costs[i]).reversed()).forEach(i -> {
            int least = 0;
            for (int p = 1; p < of; p++) {
                least = sums[p] < sums[least] ? p : least;
            }
            sums[least] += costs[i];
            parts[i] = least + 1;
        });
        return parts;
    }

    /** Those of this part, in their order. */
    public <T> List<T> of(List<T> all, ToLongFunction<T> cost) {
        int[] parts = parts(all, cost);
        return IntStream.range(0, parts.length).filter(i -> parts[i] == part).mapToObj(all::get).toList();
    }

    /** The parts that are not among these, from 1. */
    public static List<Integer> missing(int of, List<Integer> there) {
        boolean[] has = new boolean[of + 1];
        there.forEach(part -> has[part] = true);
        return IntStream.rangeClosed(1, of).filter(part -> !has[part]).boxed().toList();
    }

    @Override
    public String toString() {
        return part + "/" + of;
    }
}
