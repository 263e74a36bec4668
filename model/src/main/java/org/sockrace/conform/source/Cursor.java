package org.sockrace.conform.source;

import java.util.List;
import org.sockrace.conform.FileFormatException;

/** A place among tokens. */
final class Cursor {

    /** Deeper than this nobody writes code by hand; a parser that recurses must stop somewhere. */
    private static final int DEEPEST = 250;

    private final String file;
    private final List<Token> tokens;
    private int at;
    private int depth;

    /** Begins at {@code from}; the last token is of kind END. */
    Cursor(String file, List<Token> tokens, int from) {
        this.file = file;
        this.tokens = tokens;
        this.at = from;
    }

    Token peek() {
        return peek(0);
    }

    Token peek(int ahead) {
        return tokens.get(Math.min(at + ahead, tokens.size() - 1));
    }

    Token next() {
        Token token = peek();
        if (at < tokens.size() - 1) {
            at++;
        }
        return token;
    }

    boolean sees(String text) {
        return peek().is(text);
    }

    boolean accept(String text) {
        boolean there = sees(text);
        if (there) {
            next();
        }
        return there;
    }

    void expect(String text) {
        if (!accept(text)) {
            throw error("'" + text + "' is missing before '" + peek().text() + "'");
        }
    }

    int at() {
        return at;
    }

    void to(int place) {
        at = place;
    }

    boolean ended() {
        return peek().kind() == Token.Kind.END;
    }

    void enter() {
        if (++depth > DEEPEST) {
            throw error("the code is nested more than " + DEEPEST + " levels deep");
        }
    }

    void leave() {
        depth--;
    }

    /** The place behind the bracket that closes the one at {@code from}. */
    int behind(int from) {
        int open = 0;
        for (int i = from; i < tokens.size(); i++) {
            Token t = tokens.get(i);
            open += t.is("(") || t.is("[") || t.is("{") ? 1 : t.is(")") || t.is("]") || t.is("}") ? -1 : 0;
            if (open == 0) {
                return i + 1;
            }
        }
        throw new FileFormatException(file + ":" + tokens.get(from).line() + ": the '" + tokens.get(from).text()
                + "' here is never closed: the file is cut off, or one of its brackets is in a macro");
    }

    void skipGroup() {
        at = behind(at);
    }

    FileFormatException error(String what) {
        return new FileFormatException(file + ":" + peek().line() + ": " + what);
    }
}
