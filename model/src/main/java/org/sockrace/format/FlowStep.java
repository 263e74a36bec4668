package org.sockrace.format;

/**
 * A step of an execution.
 *
 * @param number its number, from 1, counted over all threads
 * @param thread the thread that takes it, for example {@code T0}
 * @param depth how deep in calls it is, 0 or more
 * @param place where it is; null if nobody knows
 * @param text what happens
 * @param weight how much it matters
 */
public record FlowStep(int number, String thread, int depth, Place place, String text, Weight weight) {

    /** How much a step matters. */
    public enum Weight {
        /** No other thread can notice it. */
        PRIVATE,
        /** Others can, or the argument rests on it. */
        TELLING,
        /** It is what is broken. */
        BROKEN
    }
}
