package org.sockrace.scenario;

import java.util.ArrayList;
import java.util.List;

/** Walks along the words of a scenario. */
final class Cursor {

    final Source source;
    private List<Token> tokens = List.of();
    private int position;

    Cursor(Source source) {
        this.source = source;
    }

    /** Goes on at the first of these; the last is the end. */
    void read(List<Token> next) {
        tokens = next;
        position = 0;
    }

    Token peek() {
        return peek(0);
    }

    Token peek(int ahead) {
        return tokens.get(Math.min(position + ahead, tokens.size() - 1));
    }

    Token next() {
        Token token = peek();
        position = Math.min(position + 1, tokens.size() - 1);
        return token;
    }

    Token previous() {
        return tokens.get(position - 1);
    }

    boolean accept(String symbol) {
        if (peek().is(symbol)) {
            next();
            return true;
        }
        return false;
    }

    Token expect(String symbol) {
        if (!peek().is(symbol)) {
            throw expected("'" + symbol + "'");
        }
        return next();
    }

    Token expectWord(String what) {
        if (!peek().isWord()) {
            throw expected(what);
        }
        return next();
    }

    void expectEnd() {
        if (!peek().endsStatement()) {
            throw source.error(peek(), "unexpected " + peek().shown() + ": the statement should end here");
        }
    }

    /** Words with commas between them, to the end of the statement. */
    List<Token> words(String what) {
        List<Token> words = new ArrayList<>();
        do {
            words.add(expectWord(what));
        } while (accept(","));
        expectEnd();
        return words;
    }

    /** One word, or several with {@code |} between them. */
    List<Token> alternatives(String what) {
        List<Token> words = new ArrayList<>();
        do {
            words.add(expectWord(what));
        } while (accept("|"));
        return words;
    }

    ScenarioSyntaxException expected(String what) {
        return source.error(peek(), "expected " + what + ", but found " + peek().shown());
    }

    /** The text from one word to another on the same line, or the words with blanks between them. */
    String text(Token from, Token to) {
        if (from.line() == to.line()) {
            return source.line(from.line()).substring(from.column() - 1, to.column() - 1 + to.length());
        }
        StringBuilder text = new StringBuilder();
        for (int i = tokens.indexOf(from); i <= tokens.indexOf(to); i++) {
            text.append(tokens.get(i).text()).append(tokens.get(i).is(",") ? " " : "");
        }
        return text.toString();
    }
}
