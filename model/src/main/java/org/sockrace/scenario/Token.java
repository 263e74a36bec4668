package org.sockrace.scenario;

/**
 * A word of a scenario's text.
 *
 * @param kind what it is
 * @param text its text; of a string, what stands between the quotes
 * @param line its line, from 1
 * @param column its column, from 1
 * @param length how many columns it takes
 */
record Token(Kind kind, String text, int line, int column, int length) {

    enum Kind {
        /** A name, a number, a constant. */
        WORD,
        /** Text in double quotes. */
        STRING,
        /** One of {@code : = ( ) , | * [ ]}. */
        SYMBOL,
        /** The end of a statement: of the line, {@code ;} or {@code ||}. */
        SEPARATOR,
        /** The end of the text. */
        END
    }

    boolean is(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    boolean isWord() {
        return kind == Kind.WORD;
    }

    boolean endsStatement() {
        return kind == Kind.SEPARATOR || kind == Kind.END;
    }

    /** As it is called in messages. */
    String shown() {
        return switch (kind) {
            case WORD, SYMBOL -> "'" + text + "'";
            case STRING -> "\"" + text + "\"";
            case SEPARATOR -> text.equals("\n") ? "the end of the line" : "'" + text + "'";
            case END -> "the end";
        };
    }
}
