package org.sockrace.conform.source;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Reads loops. */
final class LoopParser {

    private static final Expr ALWAYS = new Expr.Literal("1");

    private final Cursor in;
    private final boolean java;
    private final ExprParser exprs;
    private final Supplier<Stmt> statement;

    LoopParser(Cursor in, boolean java, ExprParser exprs, Supplier<Stmt> statement) {
        this.in = in;
        this.java = java;
        this.exprs = exprs;
        this.statement = statement;
    }

    Stmt loop() {
        Token t = in.next();
        return t.is("do") ? doWhile(t.line()) : t.is("while") ? whileLoop(t.line()) : forLoop(t.line());
    }

    private Stmt doWhile(int line) {
        Stmt body = statement.get();
        in.expect("while");
        in.expect("(");
        Expr condition = exprs.expression();
        in.expect(")");
        in.accept(";");
        return new Stmt.Loop(false, false, null, condition, true, null, body, line);
    }

    private Stmt whileLoop(int line) {
        in.expect("(");
        Expr condition = exprs.expression();
        in.expect(")");
        return new Stmt.Loop(false, false, null, condition, false, null, statement.get(), line);
    }

    /** One that looks like {@code for (;;)} is a loop without an end; every other is taken for one that goes through a list. */
    private Stmt forLoop(int line) {
        int behind = in.behind(in.at());
        List<Token> head = new ArrayList<>();
        in.next();
        while (in.at() < behind - 1) {
            head.add(in.next());
        }
        in.to(behind);
        boolean endless = head.size() >= 2 && head.stream().allMatch(t -> t.is(";"));
        boolean rcu = head.stream().anyMatch(t -> t.is("rcu_dereference"));
        String variable = java && !endless && head.stream().noneMatch(t -> t.is(";")) ? declared(head) : null;
        Stmt body = statement.get();
        return endless ? new Stmt.Loop(false, false, null, ALWAYS, false, null, body, line)
                : new Stmt.Loop(true, rcu, variable, null, false, null, body, line);
    }

    private static String declared(List<Token> head) {
        for (int i = 1; i < head.size(); i++) {
            if (head.get(i).is(":")) {
                return head.get(i - 1).text();
            }
        }
        return null;
    }
}
