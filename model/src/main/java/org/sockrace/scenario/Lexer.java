package org.sockrace.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Cuts a scenario's text into words. A line that ends in a comma goes on in the next. */
final class Lexer {

    private static final String SYMBOLS = ":=(),|*[]";
    /** What uname says of a kernel begins so, and may have characters that are in no other word: it is answered as a whole, not cut in two. */
    private static final Pattern RELEASE = Pattern.compile("[0-9]{1,4}\\.[0-9]");

    private final Source source;
    private final List<Token> tokens = new ArrayList<>();
    private int line;
    private int column;

    private Lexer(Source source) {
        this.source = source;
    }

    static List<Token> tokens(Source source) {
        Lexer lexer = new Lexer(source);
        for (lexer.line = 1; lexer.line <= source.lines().size(); lexer.line++) {
            lexer.line(source.line(lexer.line));
        }
        lexer.line = source.lines().size();
        lexer.column = source.line(lexer.line).length();
        lexer.add(Token.Kind.END, "", 1);
        return lexer.tokens;
    }

    private void line(String text) {
        column = 0;
        while (column < text.length() && text.charAt(column) != '#') {
            char c = text.charAt(column);
            if (Character.isWhitespace(c)) {
                column++;
            } else if (c == '"') {
                string(text);
            } else if (c == ';' || text.startsWith("||", column)) {
                add(Token.Kind.SEPARATOR, c == ';' ? ";" : "||", c == ';' ? 1 : 2);
            } else if (SYMBOLS.indexOf(c) >= 0) {
                add(Token.Kind.SYMBOL, String.valueOf(c), 1);
            } else {
                word(text);
            }
        }
        boolean goesOn = !tokens.isEmpty() && tokens.get(tokens.size() - 1).is(",");
        if (!goesOn) {
            add(Token.Kind.SEPARATOR, "\n", 1);
        }
    }

    private void string(String text) {
        int end = text.indexOf('"', column + 1);
        if (end < 0) {
            throw source.error(new Token(Token.Kind.STRING, "", line, column + 1, text.length() - column), "the quote is not closed");
        }
        add(Token.Kind.STRING, text.substring(column + 1, end), end + 1 - column);
    }

    private void word(String text) {
        boolean release = RELEASE.matcher(text).region(column, text.length()).lookingAt();
        int end = column + (text.charAt(column) == '-' ? 1 : 0);
        String more = release ? "+~" : isAfterSource() ? "/$+~@" : "";
        while (end < text.length() && (isPartOfWord(text.charAt(end)) || more.indexOf(text.charAt(end)) >= 0)) {
            end++;
        }
        String word = text.substring(column, end);
        if (word.isEmpty() || word.equals("-")) {
            int c = text.codePointAt(column);
            throw source.error(new Token(Token.Kind.WORD, word, line, column + 1, Character.charCount(c)), "unexpected character " + shown(c));
        }
        add(Token.Kind.WORD, word, word.length());
    }

    /** Whether what comes is the name of a file or of a class, which may have characters that are in no other word. */
    private boolean isAfterSource() {
        int last = tokens.size() - 1;
        while (last > 1 && tokens.get(last).is("|")) {
            last -= 2;
        }
        return last > 0 && tokens.get(last).is("=") && tokens.get(last - 1).text().equals(ModuleAttribute.SOURCE.id());
    }

    /** The character, and its number if it is one that not everybody can see. */
    private static String shown(int c) {
        String number = String.format(Locale.ROOT, "U+%04X", c);
        String quoted = "'" + Character.toString(c) + "'";
        return c > ' ' && c < 0x7f ? quoted : Character.isLetterOrDigit(c) ? quoted + " (" + number + ")" : number;
    }

    /** Whether that is one word. */
    static boolean isWord(String text) {
        return !text.isEmpty() && !text.equals("-") && text.chars().allMatch(c -> isPartOfWord((char) c));
    }

    /** Whether that can stand between quotes. */
    static boolean isString(String text) {
        return text.chars().noneMatch(c -> c == '"' || c == '\n' || c == '\r');
    }

    private static boolean isPartOfWord(char c) {
        return c == '_' || c == '-' || c == '.' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }

    private void add(Token.Kind kind, String text, int length) {
        tokens.add(new Token(kind, text, line, column + 1, length));
        column += length;
    }
}
