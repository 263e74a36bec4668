package org.sockrace.scenario;

import java.util.ArrayList;
import java.util.List;

/** The syntax of threads and their calls. */
final class CallSyntax {

    private static final String SETUP = "setup";
    /** More words than a header can have: what is said twice is answered as that. */
    private static final int LONGEST_HEADER = 8;
    private static final int MOST_COPIES = ScenarioParser.MOST_THREADS;
    /** Any number of identical threads. */
    private static final String ANY = "xN";
    /** So many are searched where a number is needed. */
    private static final int OF_ANY = 2;

    private final Cursor cursor;
    private final Draft draft;

    CallSyntax(Cursor cursor, Draft draft) {
        this.cursor = cursor;
        this.draft = draft;
    }

    /** Whether here stands a name, perhaps with a number of copies and {@code user}, and a colon. */
    boolean atHeader() {
        for (int i = 0; i < LONGEST_HEADER; i++) {
            if (cursor.peek(i).is(":")) {
                return i > 0;
            }
            if (!cursor.peek(i).isWord()) {
                return false;
            }
        }
        return false;
    }

    /** Whether here stands {@code name(} or {@code name =}. */
    boolean atCall() {
        return cursor.peek().isWord() && (cursor.peek(1).is("(") || cursor.peek(1).is("="));
    }

    /** Reads a header; the calls that follow are to be added to the result. */
    List<Draft.RawCall> header() {
        if (cursor.peek().text().equals(SETUP) && cursor.peek(1).is(":")) {
            cursor.next();
            cursor.next();
            return draft.setup;
        }
        return thread();
    }

    /** Reads the header of a thread. */
    List<Draft.RawCall> thread() {
        Token name = cursor.next();
        checkName(name);
        int copies = 0;
        boolean any = false;
        boolean privileged = true;
        while (!cursor.accept(":")) {
            Token word = cursor.next();
            boolean user = word.text().equals("user");
            int number = user ? 0 : copies(word);
            if (user ? !privileged : copies > 0) {
                throw cursor.source.error(word, user ? "'user' is said twice" : "how many threads there are is said twice");
            }
            privileged &= !user;
            any |= word.text().equals(ANY);
            copies = user ? copies : number;
        }
        List<Draft.RawCall> calls = new ArrayList<>();
        draft.threads.add(new Draft.RawThread(name, Math.max(1, copies), any, privileged, calls));
        return calls;
    }

    private void checkName(Token name) {
        if (ScenarioParser.KEYWORDS.contains(name.text()) || name.text().equals(SETUP)) {
            throw cursor.source.error(name, "a thread cannot be called '" + name.text() + "'");
        }
        for (Draft.RawThread other : draft.threads) {
            if (other.name().text().equals(name.text())) {
                throw cursor.source.error(name, "a second thread '" + name.text() + "': the first is in line " + other.name().line());
            }
        }
    }

    private int copies(Token word) {
        if (word.text().equals(ANY)) {
            draft.threads.stream().filter(Draft.RawThread::any).findFirst().ifPresent(other -> {
                throw cursor.source.error(word, "there can be any number of one kind of threads, and " + other.name().text() + " is that");
            });
            return OF_ANY;
        }
        if (!word.text().matches("x[0-9]{1,9}")) {
            throw cursor.source.error(word, "expected 'x5' (five identical threads), 'xN' (any number), 'user' (without capabilities) or ':', but "
                    + "found '" + word.text() + "'");
        }
        int copies = Integer.parseInt(word.text().substring(1));
        if (copies < 1 || copies > MOST_COPIES) {
            throw cursor.source.error(word, "there can be 1 to " + MOST_COPIES + " identical threads, not " + copies
                    + "; three or four show nearly every race: try x3");
        }
        return copies;
    }

    /** Reads a call, with or without a variable for its result. */
    void call(List<Draft.RawCall> calls) {
        Token result = null;
        Token function = cursor.expectWord("a call");
        if (cursor.accept("=")) {
            result = function;
            function = cursor.expectWord("a call");
        }
        if (!cursor.peek().is("(") && (result != null || CallKind.of(function.text()).isPresent())) {
            throw cursor.expected("'('");
        }
        if (!cursor.peek().is("(")) {
            throw cursor.source.unknown(function, "unknown statement '" + function.text() + "'", "statements", ScenarioParser.KEYWORDS);
        }
        cursor.next();
        List<List<Token>> arguments = new ArrayList<>();
        if (!cursor.peek().is(")")) {
            do {
                arguments.add(cursor.alternatives("an argument"));
            } while (cursor.accept(","));
        }
        if (!cursor.peek().is(")")) {
            throw cursor.expected("',' or ')'");
        }
        Token close = cursor.next();
        calls.add(new Draft.RawCall(result, function, arguments, close, cursor.text(function, close)));
    }
}
