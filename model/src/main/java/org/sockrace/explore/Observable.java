package org.sockrace.explore;

/** What a property of states may look at, besides what decides how threads go on. Who is at rest about it need not be interleaved for its sake. */
public enum Observable {
    /** Which module's text each thread is in. */
    INSIDE,
    /** Which family tables are withdrawn, and which look-ups find one. */
    WITHDRAWN,
    /** Which cell each thread is about to access without marking. */
    PLAIN_ACCESSES
}
