package org.sockrace.search;

/**
 * Finds the states of a graph by what they are. A state that differs from one of the graph only by exchanging identical threads is that one. Not thread-safe.
 */
public final class StateFinder {

    private final Model model;
    private final StateIndex index;
    /** By state as it was found: its number in the graph. */
    private final int[] number;
    private final long[] one;

    StateFinder(Model model, StateIndex index, int[] number) {
        this.model = model;
        this.index = index;
        this.number = number;
        this.one = new long[model.words()];
    }

    /**
     * The number of the state which lies there, as a {@link Stepper} of the graph's world packs it: all its states are in the graph.
     *
     * @throws IllegalArgumentException if it is none of the graph's
     */
    public int find(long[] states, int at) {
        System.arraycopy(states, at, one, 0, one.length);
        model.symmetry.canonicalise(one, 0);
        int state = index.get(one, 0);
        if (state < 0) {
            throw new IllegalArgumentException("this state is not in the graph");
        }
        return number[state];
    }
}
