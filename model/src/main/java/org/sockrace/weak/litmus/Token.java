package org.sockrace.weak.litmus;

/**
 * A word of a test.
 *
 * @param kind what it is
 * @param text as written
 * @param line where it is, from 1
 * @param start where it begins in the text, from 0
 */
record Token(Kind kind, String text, int line, int start) {

    enum Kind {
        NAME, NUMBER, PUNCTUATION, END
    }

    boolean is(String word) {
        return kind != Kind.END && text.equals(word);
    }

    /** For messages. */
    String shown() {
        return kind == Kind.END ? "the end of the file" : "'" + text + "'";
    }
}
