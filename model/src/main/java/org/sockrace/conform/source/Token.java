package org.sockrace.conform.source;

/**
 * A word of C or Java.
 *
 * @param kind what it is
 * @param text its text; of a literal, with its quotes
 * @param line its line, from 1
 */
record Token(Kind kind, String text, int line) {

    /** Kinds of tokens. */
    enum Kind { WORD, NUMBER, STRING, SYMBOL, END }

    boolean is(String symbol) {
        return text.equals(symbol) && kind != Kind.STRING;
    }

    boolean word() {
        return kind == Kind.WORD;
    }
}
