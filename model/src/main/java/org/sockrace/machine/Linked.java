package org.sockrace.machine;

/** A struct that is put into a list by itself, and taken out again. What it says of who is behind it then stays in it, and nobody looks at that any more. */
public interface Linked {

    /** The cell that says what is behind it in its list; null if it is never in one. */
    Ptr<?> link();
}
