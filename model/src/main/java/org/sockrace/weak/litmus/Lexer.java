package org.sockrace.weak.litmus;

import java.util.List;
import org.sockrace.weak.litmus.Token.Kind;

/** Reads a test word by word. Outside of code, {@code (*} begins a comment; in code it does not, as in {@code READ_ONCE(*x)}. */
final class Lexer {

    private static final List<String> LONG = List.of("/\\", "\\/", "==", "!=", "<=", ">=", "&&", "||", "<<", ">>", "->", "++", "--", "+=", "-=");

    /** No stack is too small for that. */
    private static final int DEEPEST = 200;

    private final String text;
    private int at;
    private int line = 1;
    private boolean code;
    private Token next;
    private int last;
    private int depth;

    Lexer(String text) {
        this.text = text;
    }

    /** From the next word that nobody has looked at, the text is code, or is not. */
    void code(boolean isCode) {
        if (next != null) {
            throw new IllegalStateException("somebody has looked at " + next);
        }
        code = isCode;
    }

    /** The rest of the line. */
    String restOfLine() {
        int end = text.indexOf('\n', at);
        String rest = text.substring(at, end < 0 ? text.length() : end);
        at += rest.length();
        return rest.strip();
    }

    /** Goes on to the first such character that is in no comment. */
    void skipTo(char wanted) {
        for (skipBlanks(); at < text.length() && text.charAt(at) != wanted; skipBlanks()) {
            advance(1);
        }
    }

    /** Somebody reads what is nested one level deeper, beginning with that word. */
    void deeper(Token first) {
        if (++depth > DEEPEST) {
            throw new LitmusException(first.line(), "more than " + DEEPEST + " levels are nested here");
        }
    }

    /** And is done with it. */
    void up() {
        depth--;
    }

    Token peek() {
        if (next == null) {
            next = read();
        }
        return next;
    }

    Token next() {
        Token token = peek();
        next = null;
        last = token.start() + token.text().length();
        return token;
    }

    /** What was read from that word on, its blanks as one each. */
    String since(Token first) {
        return text.substring(first.start(), last).replaceAll("\\s+", " ");
    }

    boolean accept(String word) {
        boolean there = peek().is(word);
        if (there) {
            next();
        }
        return there;
    }

    Token expect(String word) {
        if (!peek().is(word)) {
            throw new LitmusException(peek().line(), "expected '" + word + "', found " + peek().shown());
        }
        return next();
    }

    String name(String what) {
        if (peek().kind() != Kind.NAME) {
            throw new LitmusException(peek().line(), "expected " + what + ", found " + peek().shown());
        }
        return next().text();
    }

    private Token read() {
        skipBlanks();
        if (at >= text.length()) {
            return new Token(Kind.END, "", line, at);
        }
        char c = text.charAt(at);
        int end = at + 1;
        Kind kind = Kind.PUNCTUATION;
        if (Character.isLetter(c) || c == '_') {
            kind = Kind.NAME;
            end = word(end);
        } else if (Character.isDigit(c)) {
            kind = Kind.NUMBER;
            end = word(end);
        } else if (LONG.stream().anyMatch(p -> text.startsWith(p, at))) {
            end++;
        }
        Token token = new Token(kind, text.substring(at, end), line, at);
        at = end;
        return token;
    }

    private int word(int from) {
        int end = from;
        while (end < text.length() && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '_')) {
            end++;
        }
        return end;
    }

    private void skipBlanks() {
        while (at < text.length()) {
            if (Character.isWhitespace(text.charAt(at))) {
                advance(1);
            } else if (text.startsWith("//", at)) {
                restOfLine();
            } else if (text.startsWith("/*", at)) {
                comment("/*", "*/");
            } else if (!code && text.startsWith("(*", at)) {
                comment("(*", "*)");
            } else {
                return;
            }
        }
    }

    /** Those with parentheses nest. */
    private void comment(String opening, String closing) {
        int began = line;
        int depth = 0;
        do {
            if (at >= text.length()) {
                throw new LitmusException(began, "the comment that begins here has no end");
            }
            boolean opens = text.startsWith(opening, at) && (depth == 0 || opening.startsWith("("));
            boolean closes = text.startsWith(closing, at);
            depth += opens ? 1 : closes ? -1 : 0;
            advance(opens || closes ? 2 : 1);
        } while (depth > 0);
    }

    private void advance(int characters) {
        for (int end = at + characters; at < end; at++) {
            line += text.charAt(at) == '\n' ? 1 : 0;
        }
    }
}
