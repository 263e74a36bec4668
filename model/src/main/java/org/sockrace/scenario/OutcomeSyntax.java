package org.sockrace.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The syntax of outcome tables. */
final class OutcomeSyntax {

    private static final List<String> GRADES = Stream.of(Grade.values()).map(Grade::id).toList();

    private static final String BY = "by";

    private final Cursor cursor;
    private final Draft draft;

    OutcomeSyntax(Cursor cursor, Draft draft) {
        this.cursor = cursor;
        this.draft = draft;
    }

    /** Reads the columns after {@code outcome}. */
    void columns() {
        draft.columns = new ArrayList<>();
        do {
            Token variable = cursor.expectWord("a variable");
            Token copy = null;
            if (cursor.accept("[")) {
                copy = cursor.expectWord("the number of one of the identical threads");
                cursor.expect("]");
            }
            draft.columns.add(new Draft.RawColumn(variable, copy));
        } while (cursor.accept(","));
    }

    /** Reads a row: values, a grade, what must have failed, a description. */
    void row() {
        List<Token> words = new ArrayList<>();
        List<String> values = values(words);
        Grade grade = Grade.ACCEPTABLE;
        if (cursor.peek().isWord() && !says(BY)) {
            Token word = cursor.next();
            int index = GRADES.indexOf(word.text());
            if (index < 0) {
                throw cursor.source.unknown(word, "unknown grade '" + word.text() + "'", "grades", GRADES);
            }
            grade = Grade.values()[index];
        }
        draft.rows.add(new Draft.RawRow(words, values, grade, by(), description()));
    }

    /** Reads what follows {@code never}. */
    void never() {
        List<Token> words = new ArrayList<>();
        List<String> values = values(words);
        draft.rows.add(new Draft.RawRow(words, values, Grade.FORBIDDEN, List.of(), description()));
    }

    private boolean says(String word) {
        return cursor.peek().isWord() && cursor.peek().text().equals(word);
    }

    private List<Token> by() {
        List<Token> faults = new ArrayList<>();
        if (says(BY)) {
            cursor.next();
            do {
                faults.add(cursor.expectWord("a fault"));
            } while (cursor.accept(","));
        }
        return faults;
    }

    private String description() {
        return cursor.peek().kind() == Token.Kind.STRING ? cursor.next().text() : "";
    }

    private List<String> values(List<Token> words) {
        List<String> values = new ArrayList<>();
        do {
            words.add(cursor.peek());
            values.add(cursor.accept("*") ? Values.ANY : value());
        } while (cursor.accept(","));
        return values;
    }

    private String value() {
        Token word = cursor.expectWord("a result: fd, 0, an errno name or *");
        Optional<String> value = Values.canonical(word.text());
        return value.orElseThrow(() -> cursor.source.unknown(word, "unknown result '" + word.text() + "'", "results", Values.words()));
    }
}
