package org.sockrace.conform.source;

import java.util.ArrayList;
import java.util.List;

/** Reads statements of C or Java. */
final class StmtParser {

    private final Cursor in;
    private final boolean java;
    private final ExprParser exprs;

    StmtParser(Cursor in, boolean java) {
        this.in = in;
        this.java = java;
        this.exprs = new ExprParser(in, java);
    }

    /** The block that begins here. */
    Stmt.Block block() {
        in.expect("{");
        in.enter();
        List<Stmt> body = new ArrayList<>();
        while (!in.accept("}")) {
            if (in.ended()) {
                throw in.error("the file ends within a function: it is cut off");
            }
            statement(body);
        }
        in.leave();
        return new Stmt.Block(body);
    }

    private Stmt one() {
        in.enter();
        List<Stmt> body = new ArrayList<>();
        statement(body);
        in.leave();
        return body.size() == 1 ? body.get(0) : new Stmt.Block(body);
    }

    private void statement(List<Stmt> to) {
        Token t = in.peek();
        if (t.is("{")) {
            to.add(block());
        } else if (t.is("if")) {
            to.add(branch());
        } else if (t.is("while") || t.is("do") || t.is("for")) {
            to.add(new LoopParser(in, java, exprs, this::one).loop());
        } else if (t.is("switch")) {
            to.add(choice());
        } else if (t.is("return") || t.is("goto") || t.is("break") || t.is("continue")) {
            to.add(jump());
        } else if (t.word() && in.peek(1).is(":") && !t.is("default")) {
            label(to);
        } else if (t.is("asm") || t.is("__asm__")) {
            while (!in.accept(";")) {
                skip();
            }
        } else if (!in.accept(";")) {
            new SimpleParser(in, java, exprs).read(to, this::one);
        }
    }

    private void skip() {
        if (in.sees("(") || in.sees("[") || in.sees("{")) {
            in.skipGroup();
        } else if (in.ended()) {
            throw in.error("the file ends within a statement: it is cut off");
        } else {
            in.next();
        }
    }

    private Stmt branch() {
        int line = in.next().line();
        in.expect("(");
        Expr condition = exprs.expression();
        in.expect(")");
        Stmt yes = one();
        return new Stmt.If(condition, yes, in.accept("else") ? one() : null, line);
    }

    private void label(List<Stmt> to) {
        Token t = in.next();
        in.expect(":");
        if (java) {
            to.add(new Stmt.Labelled(t.text(), one(), t.line()));
        } else {
            to.add(new Stmt.Label(t.text(), t.line()));
        }
    }

    private Stmt jump() {
        Token t = in.next();
        if (t.is("return")) {
            Expr value = in.sees(";") ? null : exprs.expression();
            in.expect(";");
            return new Stmt.Return(value, t.line());
        }
        String label = in.peek().word() ? in.next().text() : null;
        while (!in.accept(";")) {
            skip();
        }
        if (t.is("goto")) {
            return new Stmt.Goto(label == null ? "computed" : label, t.line());
        }
        return t.is("break") ? new Stmt.Break(label, t.line()) : new Stmt.Continue(label, t.line());
    }

    private Stmt choice() {
        int line = in.next().line();
        in.expect("(");
        Expr value = exprs.expression();
        in.expect(")");
        in.expect("{");
        in.enter();
        List<Stmt.Case> cases = new ArrayList<>();
        while (!in.accept("}")) {
            if (in.ended()) {
                throw in.error("the file ends within a switch: it is cut off");
            }
            cases.add(oneCase());
        }
        in.leave();
        return new Stmt.Switch(value, cases, line);
    }

    private Stmt.Case oneCase() {
        List<Expr> values = new ArrayList<>();
        boolean usual = in.accept("default");
        if (!usual && in.accept("case")) {
            do {
                values.add(new Expr.Name(constant()));
            } while (in.accept(","));
        }
        List<Stmt> body = new ArrayList<>();
        if (java && in.accept("->")) {
            statement(body);
            return new Stmt.Case(values, body, false);
        }
        in.accept(":");
        while (!in.sees("case") && !in.sees("default") && !in.sees("}") && !in.ended()) {
            statement(body);
        }
        return new Stmt.Case(values, body, true);
    }

    /** The constant of a case; of a range its text. */
    private String constant() {
        StringBuilder text = new StringBuilder();
        while (!in.sees(":") && !in.sees("->") && !in.sees(",") && !in.ended()) {
            text.append(in.next().text());
        }
        return text.substring(text.lastIndexOf(".") + 1);
    }
}
