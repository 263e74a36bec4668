package org.sockrace.conform.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads expressions of C or Java; what skeletons do not need (types, initialisers, anonymous classes) is skipped. */
final class ExprParser {

    private static final List<Set<String>> BINARY = List.of(Set.of("||"), Set.of("&&"), Set.of("|"), Set.of("^"), Set.of("&"), Set.of("==", "!="),
            Set.of("<", ">", "<=", ">=", "instanceof"), Set.of("<<", ">>"), Set.of("+", "-"), Set.of("*", "/", "%"));
    private static final Set<String> ASSIGN = Set.of("=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>=");
    private static final Set<String> PREFIX = Set.of("!", "~", "-", "+", "&", "*", "++", "--");
    static final Set<String> TYPE = Set.of("struct", "union", "enum", "const", "volatile", "unsigned", "signed", "long", "short", "int", "char", "void",
            "bool", "boolean", "static", "register", "final", "__user", "__rcu", "__iomem", "__kernel", "__force", "__percpu");
    /** No expression of a kernel has as many operators in a row. */
    private static final int LONGEST = 500;
    private static final Expr NOTHING = new Expr.Literal("0");

    private final Cursor in;
    private final boolean java;

    ExprParser(Cursor in, boolean java) {
        this.in = in;
        this.java = java;
    }

    /** An expression; commas end it. */
    Expr expression() {
        in.enter();
        Expr left = choice();
        if (ASSIGN.contains(in.peek().text())) {
            String op = in.next().text();
            left = new Expr.Assign(op, left, in.sees("{") ? skipped() : expression());
        }
        in.leave();
        return left;
    }

    private Expr skipped() {
        in.skipGroup();
        return NOTHING;
    }

    private Expr choice() {
        Expr condition = binary(0);
        if (!in.accept("?")) {
            return condition;
        }
        Expr yes = in.sees(":") ? null : expression();
        in.expect(":");
        return new Expr.Choice(condition, yes, expression());
    }

    private Expr binary(int level) {
        if (level == BINARY.size()) {
            return unary();
        }
        Expr left = binary(level + 1);
        int length = 0;
        while (BINARY.get(level).contains(in.peek().text()) && in.peek().kind() != Token.Kind.STRING) {
            count(++length);
            String op = in.next().text();
            left = new Expr.Binary(op, left, binary(level + 1));
        }
        return left;
    }

    private void count(int length) {
        if (length > LONGEST) {
            throw in.error("the expression has more than " + LONGEST + " operators in a row");
        }
    }

    private Expr unary() {
        in.enter();
        Expr e = operand();
        in.leave();
        return e;
    }

    private Expr operand() {
        Token t = in.peek();
        if (PREFIX.contains(t.text()) && t.kind() == Token.Kind.SYMBOL) {
            in.next();
            return new Expr.Unary(t.text(), unary());
        }
        if (t.is("sizeof") || t.is("typeof") || t.is("__typeof__")) {
            in.next();
            if (in.sees("(")) {
                in.skipGroup();
            } else {
                unary();
            }
            return NOTHING;
        }
        int behind = t.is("(") ? behindCast() : -1;
        if (behind >= 0) {
            in.to(behind);
            return in.sees("{") ? skipped() : unary();
        }
        return postfix(primary());
    }

    /** The place behind the cast that begins here, or -1. */
    private int behindCast() {
        int i = 1;
        boolean type = TYPE.contains(in.peek(i).text());
        while (in.peek(i).word()) {
            i++;
        }
        boolean star = in.peek(i).is("*");
        while (in.peek(i).is("*")) {
            i++;
        }
        if (i == 1 || !in.peek(i).is(")")) {
            return -1;
        }
        Token then = in.peek(i + 1);
        boolean operand = then.word() || then.kind() == Token.Kind.NUMBER || then.is("(") && (type || star || java);
        return type || star || operand ? in.at() + i + 1 : -1;
    }

    private Expr primary() {
        Token t = in.peek();
        if (t.is("(")) {
            return parentheses();
        }
        if (t.kind() == Token.Kind.STRING) {
            return text();
        }
        if (t.kind() == Token.Kind.NUMBER) {
            return new Expr.Literal(in.next().text());
        }
        if (java && t.is("new")) {
            return made();
        }
        if (!t.word()) {
            throw in.error("'" + t.text() + "' is not understood here");
        }
        if (TYPE.contains(t.text())) {
            while (in.peek().word() || in.sees("*")) {
                in.next();
            }
            return NOTHING;
        }
        in.next();
        if (java && in.accept("->")) {
            return lambda();
        }
        return new Expr.Name(t.text());
    }

    private Expr parentheses() {
        if (java) {
            int behind = in.behind(in.at());
            int from = in.at();
            in.to(behind);
            if (in.accept("->")) {
                return lambda();
            }
            in.to(from);
        }
        in.expect("(");
        if (in.sees("{")) {
            in.skipGroup();
            in.expect(")");
            return NOTHING;
        }
        Expr inner = expression();
        while (in.accept(",")) {
            inner = new Expr.Binary(",", inner, expression());
        }
        in.expect(")");
        return inner;
    }

    private Expr lambda() {
        return new Expr.Lambda(in.sees("{") ? inOne(new StmtParser(in, java).block()) : expression());
    }

    /** {@code { a; return b; }} as the expression {@code a, b}; null for any other block. */
    private static Expr inOne(Stmt.Block block) {
        Expr one = null;
        for (int i = 0; i < block.body().size(); i++) {
            boolean last = i == block.body().size() - 1;
            Stmt s = block.body().get(i);
            Expr e = !last && s instanceof Stmt.Do d ? d.expr() : last && s instanceof Stmt.Return r ? r.value() : null;
            if (e == null) {
                return null;
            }
            one = one == null ? e : new Expr.Binary(",", one, e);
        }
        return one;
    }

    /** Strings next to each other, and macros among them, are one. */
    private Expr text() {
        String text = in.next().text();
        while (in.peek().kind() == Token.Kind.STRING || in.peek().word()) {
            in.next();
        }
        return new Expr.Literal(text);
    }

    private Expr made() {
        in.next();
        while (in.peek().word() || in.sees(".")) {
            in.next();
        }
        if (in.sees("<")) {
            while (!in.sees("(") && !in.sees("[") && !in.ended()) {
                in.next();
            }
        }
        while (in.sees("(") || in.sees("[") || in.sees("{")) {
            in.skipGroup();
        }
        return new Expr.Literal("new");
    }

    private Expr postfix(Expr first) {
        Expr e = first;
        for (int length = 0; true; length++) {
            count(length);
            if (in.sees("(")) {
                e = new Expr.Call(e, arguments());
            } else if (in.accept("[")) {
                Expr index = in.sees("]") ? NOTHING : expression();
                in.expect("]");
                e = new Expr.Index(e, index);
            } else if (in.sees(".") || in.sees("->") && !java || in.sees("::")) {
                in.next();
                e = new Expr.Member(e, in.next().text());
            } else if (in.sees("++") || in.sees("--")) {
                e = new Expr.Unary(in.next().text(), e);
            } else {
                return e;
            }
        }
    }

    private List<Expr> arguments() {
        List<Expr> args = new ArrayList<>();
        in.expect("(");
        in.enter();
        while (!in.accept(")")) {
            args.add(argument());
            if (!in.accept(",") && !in.sees(")")) {
                throw in.error("',' or ')' is missing before '" + in.peek().text() + "'");
            }
        }
        in.leave();
        return args;
    }

    /** An expression, or of a macro something else: a type, a piece of text before a string, a block. */
    private Expr argument() {
        int from = in.at();
        if (in.sees("{")) {
            return skipped();
        }
        if (in.sees(",") || in.sees(")")) {
            return NOTHING;
        }
        Expr e = expression();
        if (!in.sees(",") && !in.sees(")")) {
            in.to(from);
            while (!in.sees(",") && !in.sees(")") && !in.ended()) {
                if (in.sees("(") || in.sees("{") || in.sees("[")) {
                    in.skipGroup();
                } else {
                    in.next();
                }
            }
            return NOTHING;
        }
        return e;
    }
}
