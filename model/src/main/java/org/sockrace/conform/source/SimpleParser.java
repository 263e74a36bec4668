package org.sockrace.conform.source;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Reads declarations, expressions, and macros that stand where a statement does. */
final class SimpleParser {

    private final Cursor in;
    private final boolean java;
    private final ExprParser exprs;

    SimpleParser(Cursor in, boolean java, ExprParser exprs) {
        this.in = in;
        this.java = java;
        this.exprs = exprs;
    }

    /** Reads one statement to its end; {@code body} reads the one that a macro such as list_for_each_entry() repeats. */
    void read(List<Stmt> to, Supplier<Stmt> body) {
        int line = in.peek().line();
        while (java && in.accept("@")) {
            in.next();
            if (in.sees("(")) {
                in.skipGroup();
            }
        }
        if (resource(to) || macro(to, body)) {
            return;
        }
        int name = declared();
        if (name >= 0) {
            declarators(to, name, line);
            return;
        }
        do {
            to.add(new Stmt.Do(exprs.expression(), line));
        } while (in.accept(","));
        in.expect(";");
    }

    /** {@code CLASS(fd, f)(fd);}, which is a variable f with what fd_class gives; that it is given back at the end of the block stays unsaid. */
    private boolean resource(List<Stmt> to) {
        if (java || !in.sees("CLASS") || !in.peek(3).is(",") || !in.peek(5).is(")") || !in.peek(6).is("(")) {
            return false;
        }
        int line = in.peek().line();
        String type = in.peek(2).text();
        String name = in.peek(4).text();
        in.to(in.at() + 7);
        List<Expr> args = new ArrayList<>();
        while (!in.accept(")")) {
            args.add(exprs.expression());
            in.accept(",");
        }
        in.expect(";");
        to.add(new Stmt.Let(name, new Expr.Call(new Expr.Name(type + "_class"), args), line));
        return true;
    }

    /** {@code list_for_each_entry(...) statement} and its like; {@code scoped_guard(...) statement}. */
    private boolean macro(List<Stmt> to, Supplier<Stmt> body) {
        Token t = in.peek();
        if (java || !t.word() || !in.peek(1).is("(")) {
            return false;
        }
        int from = in.at();
        in.next();
        in.to(in.behind(in.at()));
        boolean each = t.text().contains("for_each");
        if (each || in.sees("{")) {
            int behind = in.at();
            Stmt repeated = in.accept(";") ? new Stmt.Block(List.of()) : body.get();
            int end = in.at();
            in.to(from);
            Expr head = each ? null : exprs.expression();
            in.to(Math.max(end, behind));
            if (each) {
                to.add(new Stmt.Loop(true, t.text().contains("rcu"), null, null, false, null, repeated, t.line()));
            } else {
                to.add(new Stmt.Do(head, t.line()));
                to.add(repeated);
            }
            return true;
        }
        in.to(from);
        return false;
    }

    /** The place of the name that is declared here, or -1 if this is no declaration: two names, with stars between them at most. */
    private int declared() {
        int i = 0;
        int names = 0;
        int last = -1;
        if (in.peek().is("typeof") || in.peek().is("__typeof__")) {
            int behind = in.behind(in.at() + 1);
            i = behind - in.at();
            names = 1;
        }
        while (true) {
            Token t = in.peek(i);
            if (t.word() && !t.is("sizeof") && !t.is("new")) {
                names++;
                last = i;
                i++;
                if (java) {
                    i = generics(i);
                }
            } else if (t.is("*") && names > 0 && !java) {
                i++;
            } else if (t.is(".") && java && in.peek(i + 1).word()) {
                i++;
                names--;
            } else {
                break;
            }
        }
        Token then = in.peek(i);
        boolean ends = then.is("=") || then.is(";") || then.is(",") || then.is("[");
        return names >= 2 && ends && last == i - 1 ? in.at() + last : pointerToFunction(names, i);
    }

    private int pointerToFunction(int names, int i) {
        boolean there = !java && names >= 1 && in.peek(i).is("(") && in.peek(i + 1).is("*") && in.peek(i + 2).word() && in.peek(i + 3).is(")")
                && in.peek(i + 4).is("(");
        return there ? in.at() + i + 2 : -1;
    }

    private int generics(int from) {
        int i = from;
        int open = 0;
        while (in.peek(i).is("<") || open > 0 && (in.peek(i).word() || in.peek(i).is(",") || in.peek(i).is(".") || in.peek(i).text().startsWith(">"))) {
            open += in.peek(i).is("<") ? 1 : in.peek(i).is(">") ? -1 : in.peek(i).is(">>") ? -2 : 0;
            i++;
        }
        i = open == 0 ? i : from;
        while (in.peek(i).is("[") && in.peek(i + 1).is("]")) {
            i += 2;
        }
        return i;
    }

    private void declarators(List<Stmt> to, int first, int line) {
        in.to(first);
        do {
            while (in.sees("*")) {
                in.next();
            }
            String name = in.next().text();
            while (in.sees("[") || in.sees("(") || in.sees(")")) {
                if (!in.accept(")")) {
                    in.skipGroup();
                }
            }
            Expr value = null;
            if (in.accept("=")) {
                if (in.sees("{")) {
                    in.skipGroup();
                } else {
                    value = exprs.expression();
                }
            }
            to.add(new Stmt.Let(name, value, line));
        } while (in.accept(","));
        while (in.peek().word()) {
            in.next();
            if (in.sees("(")) {
                in.skipGroup();
            }
        }
        in.expect(";");
    }
}
