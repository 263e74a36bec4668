package org.sockrace.explore;

import java.util.Arrays;

/**
 * Guesses from the sizes of the levels of a breadth-first search how many states there are in all. Levels grow, stop growing, and shrink; how fast they do at a
 * time says how much may still come, within wide bounds: measured on the searches of the catalogue, with and without reductions, nine of ten of which were
 * within them at any time. Not thread-safe.
 */
public final class Growth {

    /** Smaller searches end before anybody asks. */
    private static final long WORTH_ASKING = 1_000;
    /** The growth of levels is seen over a quarter of them, and compared with the quarter before. */
    private static final int PART = 4;
    private static final int FIRST = 8;
    /** Growth of {@link #FLATTEST} and so on upwards: at least and at most so many times as many states as there are (5 and 95 of 100 searches). */
    private static final double[] LEAST = {1, 1, 1.01, 1.03, 1.05, 1.09, 1.15};
    private static final double[] MOST = {1.7, 1.75, 2.5, 8, 14.5, 20, 22};
    private static final int FLATTEST = -3;

    /** How many states there may be in all: nine of ten times {@code least} to {@code most}. */
    public record Estimate(long least, long most) { }

    private long[] counts = new long[64];
    private int levels;
    private int first;

    /**
     * So many states there are when that level has been expanded. Levels follow each other; if one does not, a new search has begun.
     *
     * @param level at least 1
     * @param count of all levels
     */
    public void level(int level, long count) {
        if (levels == 0 || level != first + levels || count < counts[levels - 1]) {
            first = level;
            levels = 0;
        }
        if (levels == counts.length) {
            counts = Arrays.copyOf(counts, 2 * levels);
        }
        counts[levels++] = count;
    }

    /** How many there may be in all, or null if there are too few levels to say anything. */
    public Estimate estimate() {
        int level = first + levels - 1;
        int part = Math.max(2, level / PART);
        if (level < FIRST || levels <= 2 * part || counts[levels - 1] < WORTH_ASKING) {
            return null;
        }
        double growth = growth(level, part);
        if (Double.isNaN(growth)) {
            return null;
        }
        long count = counts[levels - 1];
        return new Estimate(Math.round(count * at(LEAST, growth)), Math.round(count * at(MOST, growth)));
    }

    /** How the size of levels grows with their number: its logarithm with the logarithm of that, now. */
    private double growth(int level, int part) {
        double now = counts[levels - 1] - counts[levels - 1 - part];
        double before = counts[levels - 1 - part] - counts[levels - 1 - 2 * part];
        return StrictMath.log(now / before) / part * level;
    }

    private static double at(double[] table, double growth) {
        double place = Math.min(table.length - 1, Math.max(0, growth - FLATTEST));
        int below = Math.min(table.length - 2, (int) place);
        return table[below] + (table[below + 1] - table[below]) * (place - below);
    }
}
