package org.sockrace.search;

/**
 * Which reductions a search uses. None changes a verdict or an outcome set.
 *
 * @param symmetry states that differ only by exchanging identical threads count as one
 * @param partialOrder operations that no other thread can interfere with are not interleaved (ample sets of one thread), and a check of a module's
 *     memory that is followed by another check of the same memory is left to the later one
 */
public record Reductions(boolean symmetry, boolean partialOrder) {

    /** Plain search: every interleaving of every operation. */
    public static final Reductions NONE = new Reductions(false, false);
    /** Everything that saves work. */
    public static final Reductions ALL = new Reductions(true, true);
}
