package org.sockrace.stress;

/**
 * Two actors, and whether they raced. jcstress sends each actor through many samples on its own, and waits for the other only now and then: an
 * actor that is faster, or alone on the machine because the other's processor is taken, leaves a sample before the other has come to it.
 * Such a sample says nothing about a race. So each actor notes when it began and when it ended, and only a sample in which these times overlap
 * is one. The clock is read just outside of what an actor does: two that only touch are counted. A store that is still on its way to the other
 * processor when its actor has ended is not.
 *
 * <p>jcstress finds actors only in the test class itself, so each test class repeats two methods that lead here.
 */
abstract class TwoActors {

    /** Ends the outcome of a sample that was no race. Every id of an {@code @Outcome} has to allow for it: {@code (, alone)?}. */
    static final String ALONE = ", alone";

    private long firstBegan;
    private long firstEnded;
    private long secondBegan;
    private long secondEnded;

    /** What the first actor does. */
    abstract void doFirst();

    /** What the second actor does. */
    abstract void doSecond();

    /** The first actor. Nothing is stored until it has ended: the two share a cache line here. */
    final void first() {
        long began = System.nanoTime();
        doFirst();
        long ended = System.nanoTime();
        firstBegan = began;
        firstEnded = ended;
    }

    /** The second actor. */
    final void second() {
        long began = System.nanoTime();
        doSecond();
        long ended = System.nanoTime();
        secondBegan = began;
        secondEnded = ended;
    }

    /** Whether, when both have ended, there was a moment at which both were running. */
    final boolean raced() {
        return firstBegan - secondEnded < 0 && secondBegan - firstEnded < 0;
    }

    /** The end of an outcome, with {@link #ALONE} if this was no race. */
    final String outcome(String end) {
        return raced() ? end : end + ALONE;
    }
}
