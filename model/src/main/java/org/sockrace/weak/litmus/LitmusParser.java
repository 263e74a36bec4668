package org.sockrace.weak.litmus;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sockrace.weak.litmus.LitmusTest.Question;
import org.sockrace.weak.litmus.LitmusTest.ThreadCode;
import org.sockrace.weak.litmus.Token.Kind;

/** Reads litmus tests in C: first values, threads, and what is asked. */
public final class LitmusParser {

    private final Lexer lexer;
    private final Locations locations = new Locations();
    private final Map<Integer, Long> initial = new HashMap<>();
    /** Of the threads' registers. */
    private final Map<Integer, Map<String, Long>> registers = new HashMap<>();

    private LitmusParser(String text) {
        lexer = new Lexer(text);
    }

    /**
     * Reads a test.
     *
     * @throws LitmusException if it cannot be read, or has something that is not supported
     */
    public static LitmusTest parse(String text) {
        return new LitmusParser(text).test();
    }

    private LitmusTest test() {
        Token language = lexer.next();
        if (!language.is("C")) {
            throw new LitmusException(language.line(), "a test in C begins with the word C and its name, this one with " + language.shown());
        }
        String name = lexer.restOfLine();
        if (name.isEmpty()) {
            throw new LitmusException(language.line(), "the test has no name");
        }
        lexer.skipTo('{');
        lexer.expect("{");
        while (!lexer.accept("}")) {
            firstValue();
        }
        List<ThreadCode> threads = new ArrayList<>();
        while (lexer.peek().text().matches("P[0-9]+")) {
            threads.add(thread(threads.size()));
        }
        if (threads.isEmpty()) {
            throw new LitmusException(lexer.peek().line(), "expected the first thread, P0, found " + lexer.peek().shown());
        }
        Question question = new QuestionParser(lexer, locations, threads).question();
        long[] values = new long[locations.size()];
        initial.forEach((location, value) -> values[location] = value);
        return new LitmusTest(name, locations, values, threads, question);
    }

    /** Such as {@code x=1;}, {@code int *x = y;}, {@code 0:r1=x;}. */
    private void firstValue() {
        if (lexer.accept(";")) {
            return;
        }
        Types.skip(lexer);
        while (lexer.accept("*")) {
            Types.skip(lexer);
        }
        boolean register = lexer.peek().kind() == Kind.NUMBER;
        int thread = register ? threadNumber() : Condition.Item.SHARED;
        String name = lexer.name("a variable");
        if (lexer.peek().is("[")) {
            throw new LitmusException(lexer.peek().line(), "arrays are not supported: " + name);
        }
        if (!register) {
            locations.of(name);
        }
        long value = lexer.accept("=") ? value() : 0;
        if (register) {
            registers.computeIfAbsent(thread, t -> new HashMap<>()).put(name, value);
        } else {
            initial.put(locations.of(name), value);
        }
        if (!lexer.peek().is("}")) {
            lexer.expect(";");
        }
    }

    private int threadNumber() {
        int thread = Math.toIntExact(number(lexer.next()));
        lexer.expect(":");
        return thread;
    }

    /** A number, the address of a variable, or {@code ATOMIC_INIT(number)}. */
    private long value() {
        if (lexer.accept("ATOMIC_INIT")) {
            lexer.expect("(");
            long value = value();
            lexer.expect(")");
            return value;
        }
        return value(lexer, locations);
    }

    /** A number, or the address of a variable. */
    static long value(Lexer lexer, Locations locations) {
        boolean negative = lexer.accept("-");
        if (!negative && (lexer.accept("&") || lexer.peek().kind() == Kind.NAME)) {
            return Locations.address(locations.of(lexer.name("a variable")));
        }
        Token token = lexer.next();
        if (token.kind() != Kind.NUMBER) {
            throw new LitmusException(token.line(), "expected a number or a variable, found " + token.shown());
        }
        return negative ? -number(token) : number(token);
    }

    /** What a word of digits says; letters that give its type are left out. */
    static long number(Token token) {
        try {
            long value = Long.decode(token.text().replaceFirst("[uUlL]+$", ""));
            if (value != (int) value && value >> 32 != 0) {
                throw new LitmusException(token.line(), "the number " + token.text() + " has more than 32 bits");
            }
            return value;
        } catch (NumberFormatException e) {
            throw new LitmusException(token.line(), "'" + token.text() + "' is no number");
        }
    }

    private ThreadCode thread(int number) {
        Token name = lexer.next();
        if (!name.is("P" + number)) {
            throw new LitmusException(name.line(), "threads are numbered from P0 on: expected P" + number + ", found " + name.text());
        }
        lexer.code(true);
        Map<String, Long> values = new HashMap<>(registers.getOrDefault(number, Map.of()));
        Set<String> names = new LinkedHashSet<>(values.keySet());
        lexer.expect("(");
        while (!lexer.accept(")")) {
            parameter(values);
            lexer.accept(",");
        }
        lexer.expect("{");
        CodeParser code = new CodeParser(lexer, names);
        List<Code.Statement> body = code.block();
        lexer.code(false);
        names.addAll(values.keySet());
        return new ThreadCode(body, values, names, name.line());
    }

    /** A pointer to a shared variable, unless the first values give it another one. */
    private void parameter(Map<String, Long> values) {
        Types.skip(lexer);
        boolean pointer = false;
        while (lexer.accept("*")) {
            pointer = true;
            Types.skip(lexer);
        }
        int line = lexer.peek().line();
        String name = lexer.name("a parameter");
        if (!pointer && !values.containsKey(name)) {
            throw new LitmusException(line, "the parameter " + name + " is no pointer: threads get the addresses of shared variables");
        }
        if (!values.containsKey(name)) {
            values.put(name, Locations.address(locations.of(name)));
        }
    }
}
