package org.sockrace.conform.source;

import java.util.ArrayList;
import java.util.List;
import org.sockrace.conform.FileFormatException;

/** Cuts C or Java into tokens and comments. */
final class Lexer {

    private static final List<String> SYMBOLS = List.of("<<=", ">>=", "...", "->", "++", "--", "<<", ">>",
            "<=", ">=", "==", "!=", "&&", "||", "+=", "-=", "*=", "/=",
            "%=", "&=", "|=", "^=", "::", "##");

    /**
     * A comment.
     *
     * @param from its first line
     * @param text its text
     */
    record Comment(int from, String text) { }

    private final String file;
    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private final List<Comment> comments = new ArrayList<>();
    private int at;
    private int line = 1;

    private Lexer(String file, String text) {
        this.file = file;
        this.text = text;
    }

    /**
     * Reads a text.
     *
     * @throws FileFormatException if a comment or a literal does not end
     */
    static Lexer read(String file, String text) {
        Lexer lexer = new Lexer(file, text);
        while (lexer.at < text.length()) {
            lexer.step();
        }
        lexer.tokens.add(new Token(Token.Kind.END, "", lexer.line));
        return lexer;
    }

    /** The tokens, the last one of kind END. */
    List<Token> tokens() {
        return tokens;
    }

    List<Comment> comments() {
        return comments;
    }

    private void step() {
        char c = text.charAt(at);
        if (c == '\n') {
            line++;
            at++;
        } else if (Character.isWhitespace(c) || c == '\\') {
            at++;
        } else if (text.startsWith("/*", at)) {
            comment("*/", 2);
        } else if (text.startsWith("//", at)) {
            comment("\n", 0);
        } else if (c == '"' || c == '\'') {
            literal(c);
        } else if (Character.isJavaIdentifierStart(c)) {
            span(Token.Kind.WORD);
        } else if (Character.isDigit(c)) {
            span(Token.Kind.NUMBER);
        } else {
            String symbol = SYMBOLS.stream().filter(s -> text.startsWith(s, at)).findFirst().orElse(String.valueOf(c));
            tokens.add(new Token(Token.Kind.SYMBOL, symbol, line));
            at += symbol.length();
        }
    }

    private void comment(String end, int taken) {
        int to = text.indexOf(end, at + 2);
        if (to < 0 && taken > 0) {
            throw new FileFormatException(file + ":" + line + ": the comment that begins here does not end: the file is cut off");
        }
        String comment = text.substring(at, to < 0 ? text.length() : to);
        comments.add(new Comment(line, comment));
        line += (int) comment.chars().filter(c -> c == '\n').count();
        at = to < 0 ? text.length() : to + taken;
    }

    private void literal(char quote) {
        int from = at++;
        while (at < text.length() && text.charAt(at) != quote && text.charAt(at) != '\n') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        if (at >= text.length() || text.charAt(at) != quote) {
            throw new FileFormatException(file + ":" + line + ": the literal that begins here does not end");
        }
        at++;
        tokens.add(new Token(Token.Kind.STRING, text.substring(from, at), line));
    }

    private void span(Token.Kind kind) {
        int from = at;
        while (at < text.length() && (Character.isJavaIdentifierPart(text.charAt(at)) || kind == Token.Kind.NUMBER && text.charAt(at) == '.')) {
            at++;
        }
        tokens.add(new Token(kind, text.substring(from, at), line));
    }
}
