package org.sockrace.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** One statement, word by word: the tokens that the lexer would cut out of its line. */
final class Words {

    private final StringBuilder line;
    private final List<Word> words = new ArrayList<>();

    /** A word and where it begins in the line, from 0. */
    private record Word(Token.Kind kind, String text, int at, int length) { }

    /** A statement whose line begins with these blanks. */
    Words(String indent) {
        line = new StringBuilder(indent);
    }

    Words word(String text) {
        return add(Token.Kind.WORD, text, text);
    }

    Words symbol(String symbol) {
        return add(Token.Kind.SYMBOL, symbol, symbol);
    }

    Words string(String text) {
        return add(Token.Kind.STRING, text, '"' + text + '"');
    }

    Words blank() {
        line.append(' ');
        return this;
    }

    /** One word, or several with {@code |} between them. */
    Words alternatives(List<String> alternatives) {
        for (int i = 0; i < alternatives.size(); i++) {
            if (i > 0) {
                symbol("|");
            }
            word(alternatives.get(i));
        }
        return this;
    }

    /** One text in quotes, or several with {@code |} between them. */
    Words strings(List<String> alternatives) {
        for (int i = 0; i < alternatives.size(); i++) {
            if (i > 0) {
                symbol("|");
            }
            string(alternatives.get(i));
        }
        return this;
    }

    /** Words with commas between them, after a blank. */
    Words list(List<String> list) {
        for (int i = 0; i < list.size(); i++) {
            if (i > 0) {
                symbol(",");
            }
            blank().word(list.get(i));
        }
        return this;
    }

    private Words add(Token.Kind kind, String text, String written) {
        words.add(new Word(kind, Objects.requireNonNull(text), line.length(), written.length()));
        line.append(written.replaceAll("[\r\n]", " "));
        return this;
    }

    /** As a file would say it. */
    String line() {
        return line.toString();
    }

    /**
     * The statement's tokens, and the end.
     *
     * @param source the statement is its last line
     * @throws ScenarioSyntaxException if no text could be cut into these
     */
    List<Token> tokens(Source source) {
        int number = source.lines().size();
        List<Token> tokens = new ArrayList<>();
        for (Word word : words) {
            Token token = new Token(word.kind(), word.text(), number, word.at() + 1, word.length());
            if (token.isWord() && !Lexer.isWord(token.text())) {
                throw source.error(token, "expected one word of letters, digits, '_', '-' and '.', but found '"
                        + line.substring(word.at(), word.at() + word.length()) + "'");
            }
            if (token.kind() == Token.Kind.STRING && !Lexer.isString(token.text())) {
                throw source.error(token, "a title or description is one line without quotes");
            }
            tokens.add(token);
        }
        tokens.add(new Token(Token.Kind.END, "", number, line.length() + 1, 1));
        return tokens;
    }
}
