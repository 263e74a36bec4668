package org.sockrace.weak.litmus;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.sockrace.weak.litmus.Condition.Item;
import org.sockrace.weak.litmus.LitmusTest.Quantifier;
import org.sockrace.weak.litmus.LitmusTest.Question;
import org.sockrace.weak.litmus.LitmusTest.ThreadCode;
import org.sockrace.weak.litmus.Token.Kind;

/** Reads what stands behind the threads: locations, filter and condition. */
final class QuestionParser {

    private final Lexer lexer;
    private final Locations locations;
    private final List<ThreadCode> threads;

    QuestionParser(Lexer lexer, Locations locations, List<ThreadCode> threads) {
        this.lexer = lexer;
        this.locations = locations;
        this.threads = threads;
    }

    Question question() {
        Set<Item> listed = new LinkedHashSet<>();
        Condition filter = new Condition.True();
        while (true) {
            if (lexer.accept("locations")) {
                listed(listed);
            } else if (lexer.accept("filter")) {
                filter = or();
            } else {
                break;
            }
        }
        // Without a condition, all executions are asked for, as herd7 does.
        boolean asks = lexer.peek().kind() != Kind.END;
        Quantifier quantifier = asks ? quantifier() : Quantifier.FORALL;
        Condition condition = asks ? or() : new Condition.True();
        lexer.accept(";");
        if (lexer.peek().kind() != Kind.END) {
            throw new LitmusException(lexer.peek().line(), "expected the end of the file, found " + lexer.peek().shown());
        }
        Set<Item> shown = new LinkedHashSet<>();
        condition.items(shown::add);
        shown.addAll(listed);
        List<Item> sorted = new ArrayList<>(shown);
        sorted.sort(QuestionParser::compare);
        return new Question(quantifier, condition, filter, List.copyOf(sorted));
    }

    /** Registers first, as herd7 does. */
    private static int compare(Item a, Item b) {
        if (a.shared() != b.shared()) {
            return a.shared() ? 1 : -1;
        }
        return a.thread() != b.thread() ? Integer.compare(a.thread(), b.thread()) : a.name().compareTo(b.name());
    }

    /** {@code [x; 0:r1]}. */
    private void listed(Set<Item> to) {
        lexer.expect("[");
        while (!lexer.accept("]")) {
            to.add(item());
            if (!lexer.peek().is("]")) {
                lexer.expect(";");
            }
        }
    }

    private Quantifier quantifier() {
        Token token = lexer.next();
        if (token.is("exists")) {
            return Quantifier.EXISTS;
        }
        if (token.is("forall")) {
            return Quantifier.FORALL;
        }
        if ((token.is("~") || token.is("not")) && lexer.accept("exists")) {
            return Quantifier.NOT_EXISTS;
        }
        throw new LitmusException(token.line(), "expected locations, filter, exists, ~exists or forall, found " + token.shown());
    }

    private Condition or() {
        Condition left = and();
        while (lexer.accept("\\/")) {
            left = new Condition.Both(false, left, and());
        }
        return left;
    }

    private Condition and() {
        Condition left = one();
        while (lexer.accept("/\\")) {
            left = new Condition.Both(true, left, one());
        }
        return left;
    }

    private Condition one() {
        lexer.deeper(lexer.peek());
        Condition condition = nested();
        lexer.up();
        return condition;
    }

    private Condition nested() {
        if (lexer.accept("~") || lexer.accept("not")) {
            return new Condition.Not(one());
        }
        if (lexer.accept("(")) {
            Condition inner = or();
            lexer.expect(")");
            return inner;
        }
        if (lexer.accept("true")) {
            return new Condition.True();
        }
        Item left = item();
        boolean negated = lexer.accept("!=");
        if (!negated && !lexer.accept("==")) {
            lexer.expect("=");
        }
        if (lexer.peek().kind() != Kind.NUMBER) {
            return new Condition.Equals(left, LitmusParser.value(lexer, known(locations)), negated);
        }
        Token number = lexer.next();
        return lexer.accept(":") ? new Condition.Same(left, register(number), negated)
                : new Condition.Equals(left, LitmusParser.number(number), negated);
    }

    /** A variable that is only named here would be one that nobody touches: rather a slip. */
    private Locations known(Locations all) {
        Token token = lexer.peek();
        if (token.kind() == Kind.NAME && !all.knows(token.text())) {
            throw unknown(token);
        }
        return all;
    }

    private static LitmusException unknown(Token token) {
        return new LitmusException(token.line(), "there is no variable " + token.text());
    }

    /** {@code 0:r1}, {@code x}, {@code [x]} or {@code *x}. */
    private Item item() {
        boolean bracket = lexer.accept("[");
        boolean star = !bracket && lexer.accept("*");
        Token token = lexer.next();
        if (token.kind() == Kind.NUMBER && !bracket && !star) {
            lexer.expect(":");
            return register(token);
        }
        if (token.kind() != Kind.NAME) {
            throw new LitmusException(token.line(), "expected a register such as 0:r1, or a variable, found " + token.shown());
        }
        if (!locations.knows(token.text())) {
            throw unknown(token);
        }
        if (bracket) {
            lexer.expect("]");
        }
        return new Item(Item.SHARED, token.text());
    }

    private Item register(Token number) {
        long thread = LitmusParser.number(number);
        String name = lexer.name("a register");
        if (thread >= threads.size()) {
            throw new LitmusException(number.line(), "there is no thread P" + thread);
        }
        return new Item((int) thread, name);
    }
}
