package org.sockrace.search;

/**
 * States on their way into a set, a few at a time: the memory where each of them may be is asked for before the first one is looked up, so that they wait for
 * it together. Not thread-safe.
 */
final class Arrivals {

    private static final int TOGETHER = 32;
    private final StateSet set;
    private final int words;
    private final long[] states;
    private final long[] hash = new long[TOGETHER];
    /** What is where each of them would be if nothing else was. */
    private final long[] there = new long[TOGETHER];
    private int count;

    Arrivals(StateSet set) {
        this.set = set;
        this.words = set.words();
        this.states = new long[TOGETHER * words];
    }

    /** One more; if they are many, they enter. */
    void add(long[] from, int at, long itsHash, LongBuffer fresh) {
        for (int w = 0; w < words; w++) {
            states[count * words + w] = from[at + w];
        }
        hash[count++] = itsHash;
        if (count == TOGETHER) {
            enter(fresh);
        }
    }

    /** All enter the set, in their order; the new ones are added to the others, too. */
    void enter(LongBuffer fresh) {
        for (int i = 0; i < count; i++) {
            there[i] = set.first(hash[i]);
        }
        for (int i = 0; i < count; i++) {
            boolean known = words == 1 && there[i] == StateSet.used(states[i]);
            if (!known && set.add(states, i * words, hash[i])) {
                fresh.add(states, i * words);
            }
        }
        count = 0;
    }
}
