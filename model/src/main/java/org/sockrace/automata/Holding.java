package org.sockrace.automata;

/**
 * A line of the books: an object that was taken, a reference to one, or who keeps such a reference.
 *
 * @param kind what is counted: {@link #OBJECT}, or the kind of reference as the code names it
 * @param object what it is about
 * @param keeper the memory that keeps the reference; null for the object itself, and for the reference as such
 */
public record Holding(String kind, Memory object, Memory keeper) {

    /** The kind of the line that says that the object is there. */
    public static final String OBJECT = "";

    /** That the object was taken. */
    public static Holding of(Memory object) {
        return new Holding(OBJECT, object, null);
    }
}
