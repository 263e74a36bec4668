package org.sockrace.weak.litmus;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sockrace.weak.litmus.Code.Expression;
import org.sockrace.weak.litmus.Code.Statement;
import org.sockrace.weak.litmus.Token.Kind;

/** Reads the C of a thread: declarations, assignments, stores, primitives, if and else. Anything else is refused by name and line. */
final class CodeParser {

    /** From loose to tight. */
    private static final List<List<String>> LEVELS = List.of(List.of("||"), List.of("&&"), List.of("|"), List.of("^"), List.of("&"), List.of("==", "!="),
            List.of("<", ">", "<=", ">="), List.of("<<", ">>"), List.of("+", "-"), List.of("*", "/", "%"));
    private static final Map<String, String> REFUSED = Map.of("while", "loops", "for", "loops", "do", "loops", "goto", "goto", "return", "return",
            "switch", "switch", "break", "break", "continue", "continue", "asm", "assembly");

    private final Lexer lexer;
    private final Set<String> names;

    /**
     * Reads code.
     *
     * @param names where the names of local variables go
     */
    CodeParser(Lexer lexer, Set<String> names) {
        this.lexer = lexer;
        this.names = names;
    }

    /** The rest of a block, with its brace. */
    List<Statement> block() {
        List<Statement> statements = new ArrayList<>();
        while (!lexer.peek().is("}")) {
            statement(statements);
        }
        // The next word belongs to whoever reads on: it may be outside of code.
        lexer.next();
        return statements;
    }

    private void statement(List<Statement> to) {
        Token first = lexer.peek();
        lexer.deeper(first);
        statement(to, first);
        lexer.up();
    }

    private void statement(List<Statement> to, Token first) {
        if (first.kind() == Kind.END) {
            throw new LitmusException(first.line(), "expected '}', found the end of the file");
        }
        if (REFUSED.containsKey(first.text())) {
            throw new LitmusException(first.line(), "'" + first.text() + "' is not supported");
        }
        if (lexer.accept(";")) {
            return;
        }
        if (lexer.accept("{")) {
            to.addAll(block());
        } else if (lexer.accept("if")) {
            to.add(choice());
        } else if (Types.begins(first)) {
            declaration(to);
        } else {
            simple(to);
        }
    }

    private Statement choice() {
        lexer.expect("(");
        Expression condition = expression();
        lexer.expect(")");
        List<Statement> then = new ArrayList<>();
        statement(then);
        List<Statement> otherwise = new ArrayList<>();
        if (lexer.accept("else")) {
            statement(otherwise);
        }
        return new Code.If(condition, then, otherwise);
    }

    /** {@code int r1 = value, *r2;}. */
    private void declaration(List<Statement> to) {
        Types.skip(lexer);
        do {
            while (lexer.accept("*")) {
                Types.skip(lexer);
            }
            String name = lexer.name("the name of a local variable");
            if (lexer.peek().is("[")) {
                throw new LitmusException(lexer.peek().line(), "arrays are not supported: " + name);
            }
            names.add(name);
            if (lexer.accept("=")) {
                to.add(new Code.Assign(name, expression()));
            }
        } while (lexer.accept(","));
        lexer.expect(";");
    }

    private void simple(List<Statement> to) {
        Token first = lexer.peek();
        Expression left = expression();
        if (lexer.accept("=")) {
            Expression value = expression();
            if (left instanceof Code.Name local) {
                names.add(local.name());
                to.add(new Code.Assign(local.name(), value));
            } else if (left instanceof Code.Load place) {
                if (accesses(place.pointer()) && accesses(value)) {
                    throw new LitmusException(first.line(), "accesses on both sides of '=', whose order C leaves open");
                }
                to.add(new Code.Store(place.pointer(), value, lexer.since(first), first.line()));
            } else {
                throw new LitmusException(first.line(), "nothing can be assigned to " + first.shown());
            }
        } else {
            to.add(new Code.Assign(null, left));
        }
        if (!lexer.peek().is(";") && !lexer.peek().is("}") && lexer.peek().kind() == Kind.PUNCTUATION) {
            throw new LitmusException(lexer.peek().line(), lexer.peek().shown() + " is not supported here");
        }
        lexer.expect(";");
    }

    private Expression expression() {
        return level(0);
    }

    private Expression level(int level) {
        if (level == LEVELS.size()) {
            return unary();
        }
        Expression left = level(level + 1);
        while (lexer.peek().kind() == Kind.PUNCTUATION && LEVELS.get(level).contains(lexer.peek().text())) {
            Token operator = lexer.next();
            Expression right = level(level + 1);
            if (accesses(right) && (accesses(left) || operator.is("&&") || operator.is("||"))) {
                throw new LitmusException(operator.line(), "an access to the right of '" + operator.text()
                        + "' whose order, or whether it is done at all, C decides elsewhere: give it a statement of its own");
            }
            left = new Code.Binary(operator.text(), left, right);
        }
        return left;
    }

    /** Whether it does more than compute. */
    private static boolean accesses(Expression expression) {
        if (expression instanceof Code.Unary unary) {
            return accesses(unary.operand());
        }
        if (expression instanceof Code.Binary binary) {
            return accesses(binary.left()) || accesses(binary.right());
        }
        return expression instanceof Code.Load || expression instanceof Code.Call;
    }

    private Expression unary() {
        Token token = lexer.next();
        lexer.deeper(token);
        Expression expression = unary(token);
        lexer.up();
        return expression;
    }

    private Expression unary(Token token) {
        if (token.is("!") || token.is("~") || token.is("-")) {
            return new Code.Unary(token.text(), unary());
        }
        if (token.is("*")) {
            Expression pointer = unary();
            return new Code.Load(pointer, lexer.since(token), token.line());
        }
        if (token.is("(")) {
            return parenthesis();
        }
        if (token.kind() == Kind.NUMBER) {
            return new Code.Constant(LitmusParser.number(token));
        }
        if (token.kind() == Kind.NAME) {
            return lexer.peek().is("(") ? call(token) : name(token);
        }
        throw new LitmusException(token.line(), token.shown() + " is not supported here");
    }

    private Expression name(Token token) {
        if (lexer.peek().is("[") || lexer.peek().is("->") || lexer.peek().is(".")) {
            throw new LitmusException(token.line(), "arrays and structs are not supported: " + token.text() + lexer.peek().text());
        }
        return token.is("NULL") ? new Code.Constant(0) : new Code.Name(token.text(), token.line());
    }

    private Expression parenthesis() {
        if (Types.begins(lexer.peek())) {
            Types.skip(lexer);
            while (lexer.accept("*")) {
                Types.skip(lexer);
            }
            lexer.expect(")");
            return unary();
        }
        Expression inner = expression();
        lexer.expect(")");
        return inner;
    }

    private Expression call(Token name) {
        Primitive primitive = Primitive.named(name.text());
        if (primitive == null) {
            throw new LitmusException(name.line(), "the primitive " + name.text() + " is not supported");
        }
        lexer.expect("(");
        List<Expression> arguments = new ArrayList<>();
        while (!lexer.accept(")")) {
            arguments.add(expression());
            if (!lexer.peek().is(")")) {
                lexer.expect(",");
            }
        }
        if (arguments.size() != primitive.arguments()) {
            throw new LitmusException(name.line(), name.text() + " takes " + primitive.arguments() + (primitive.arguments() == 1 ? " argument" : " arguments")
                    + ", not " + arguments.size());
        }
        if (primitive.takesLvalue()) {
            if (!(arguments.get(0) instanceof Code.Load place)) {
                throw new LitmusException(name.line(), name.text() + " takes something such as *x, not a pointer or a local variable");
            }
            arguments.set(0, place.pointer());
        }
        if (arguments.stream().filter(CodeParser::accesses).count() > 1) {
            throw new LitmusException(name.line(), "several accesses in the arguments of " + name.text() + ", whose order C leaves open");
        }
        return new Code.Call(primitive, List.copyOf(arguments), lexer.since(name), name.line());
    }
}
