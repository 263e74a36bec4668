package org.sockrace.stress;

/** What may be said of a test. */
enum Verdict {
    /** Nothing forbidden came up in enough races. */
    HOLDS("holds"),
    /** The twin's defect showed. */
    SEEN("seen"),
    /** Nothing can be said: there were too few races. */
    NOT_RACED("NOT RACED"),
    /** There were enough races, and the twin's defect did not show. */
    NOT_SEEN("NOT SEEN"),
    /** Something forbidden came up, or the test was not run as it should be. */
    FAILED("FAILED");

    private final String word;

    Verdict(String word) {
        this.word = word;
    }

    /** As the table has it. */
    String word() {
        return word;
    }

    boolean passed() {
        return this == HOLDS || this == SEEN;
    }
}
