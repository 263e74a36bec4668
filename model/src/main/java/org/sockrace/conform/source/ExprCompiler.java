package org.sockrace.conform.source;

import java.util.Set;

/** Turns expressions into linear code and operands. */
final class ExprCompiler {

    private static final Set<String> NOUGHT = Set.of("NULL", "null", "false");
    private static final Set<String> LOGIC = Set.of("&&", "||", "==", "!=", "<", ">", "<=", ">=", "instanceof");
    private static final String ZERO = "0";
    private static final String UNKNOWN = "$";

    private final Compiler compiler;
    private final Code code;

    ExprCompiler(Compiler compiler) {
        this.compiler = compiler;
        this.code = compiler.code;
    }

    /** Executes the expression: the operand that it is worth. */
    String value(Expr e) {
        if (e instanceof Expr.Literal l) {
            return literal(l.text());
        }
        if (e instanceof Expr.Name n) {
            return name(n.text());
        }
        if (e instanceof Expr.Member m) {
            return compiler.member(m);
        }
        if (e instanceof Expr.Index i) {
            value(i.base());
            value(i.index());
            return "." + compiler.place(i);
        }
        if (e instanceof Expr.Call c) {
            return compiler.call(c);
        }
        if (e instanceof Expr.Unary u) {
            return unary(u);
        }
        if (e instanceof Expr.Binary b) {
            return binary(b);
        }
        if (e instanceof Expr.Assign a) {
            return assign(a);
        }
        return e instanceof Expr.Choice c ? choice(c) : UNKNOWN;
    }

    private static String literal(String text) {
        if (text.matches("0[xX]?0*[uUlL]*")) {
            return ZERO;
        }
        return text.equals("new") ? UNKNOWN : text.startsWith("\"") ? "\"\"" : text;
    }

    private String name(String text) {
        if (compiler.local(text) != null) {
            return "%" + compiler.local(text);
        }
        if (NOUGHT.contains(text)) {
            return ZERO;
        }
        return text.equals("true") || compiler.rules.macros().containsKey(text) ? "1" : constant(text) ? text : "." + text;
    }

    /** Whether that is how constants are called. */
    static boolean constant(String text) {
        return text.matches("[A-Z][A-Z0-9_]*[A-Z0-9]");
    }

    private String unary(Expr.Unary u) {
        switch (u.op()) {
            case "!":
                return truth(u);
            case "-":
                String of = value(u.of());
                return of.matches("[0-9]+") && !of.equals(ZERO) || of.matches("E[A-Z0-9]+") ? "-" + of : of.equals(ZERO) ? ZERO : UNKNOWN;
            case "++", "--":
                value(u.of());
                store(u.of(), UNKNOWN);
                return UNKNOWN;
            case "~":
                return "~" + flat(value(u.of()));
            default:
                return value(u.of());
        }
    }

    private String binary(Expr.Binary b) {
        if (LOGIC.contains(b.op())) {
            return truth(b);
        }
        String left = value(b.left());
        String right = value(b.right());
        if (b.op().equals(",")) {
            return right;
        }
        if (!b.op().equals("&") && !b.op().equals("|")) {
            return UNKNOWN;
        }
        String l = flat(left);
        String r = flat(right);
        return l.compareTo(r) <= 0 ? l + b.op() + r : r + b.op() + l;
    }

    /** An operand within a larger one. */
    private static String flat(String operand) {
        return operand.startsWith("%") || operand.startsWith("$") ? UNKNOWN : operand;
    }

    private String assign(Expr.Assign a) {
        if (masked(a)) {
            return value(a.target());
        }
        String value = value(a.value());
        if (!a.op().equals("=")) {
            value(a.target());
            value = UNKNOWN;
        }
        store(a.target(), value);
        return a.target() instanceof Expr.Name n && compiler.local(n.text()) != null ? "%" + compiler.local(n.text()) : value;
    }

    /** {@code x = mask & x}: against speculation; what is in x stays. */
    private boolean masked(Expr.Assign a) {
        return a.op().equals("=") && a.target() instanceof Expr.Name && a.value() instanceof Expr.Binary b && b.op().equals("&")
                && b.left() instanceof Expr.Name mask && compiler.local(mask.text()) != null && b.right().equals(a.target());
    }

    /** Stores into a variable or a field. */
    void store(Expr target, String value) {
        if (compiler.stored(target) != target) {
            store(compiler.stored(target), value);
        } else if (target instanceof Expr.Unary u && u.op().equals("*")) {
            through(u.of(), value);
        } else if (target instanceof Expr.Name n && compiler.local(n.text()) != null) {
            code.move(compiler.local(n.text()), value);
            compiler.holds(n.text(), value);
        } else if (target instanceof Expr.Member || target instanceof Expr.Index || target instanceof Expr.Name) {
            if (target instanceof Expr.Index i) {
                value(i.index());
            }
            code.set(compiler.place(target), value);
        }
    }

    /** Stores through a pointer: that variable is then read through it only. */
    private void through(Expr pointer, String value) {
        if (pointer instanceof Expr.Name n && compiler.local(n.text()) != null) {
            code.move(compiler.local(n.text()), value);
        }
    }

    private String choice(Expr.Choice c) {
        String outcome = compiler.outcome(c);
        if (outcome != null) {
            return outcome;
        }
        String result = compiler.fresh();
        Code.Spot yes = new Code.Spot();
        Code.Spot no = new Code.Spot();
        Code.Spot end = new Code.Spot();
        if (c.yes() == null) {
            String value = value(c.condition());
            move(result, value);
            code.branch(value, "?", null, end, no);
        } else {
            branch(c.condition(), yes, no);
            code.here(yes);
            move(result, value(c.yes()));
            code.jump(end);
        }
        code.here(no);
        move(result, value(c.no()));
        code.here(end);
        return "%" + result;
    }

    private void move(String result, String value) {
        code.move(result, value);
        compiler.mayHold(result, value);
    }

    /** 1 if the condition holds, and 0 if not. */
    String truth(Expr e) {
        String result = compiler.fresh();
        Code.Spot yes = new Code.Spot();
        Code.Spot no = new Code.Spot();
        Code.Spot end = new Code.Spot();
        branch(e, yes, no);
        code.here(yes);
        code.move(result, "1");
        code.jump(end);
        code.here(no);
        code.move(result, ZERO);
        code.here(end);
        return "%" + result;
    }

    /** Executes a condition: goes on at one of the two. */
    void branch(Expr e, Code.Spot yes, Code.Spot no) {
        if (e instanceof Expr.Unary u && u.op().equals("!")) {
            branch(u.of(), no, yes);
        } else if (e instanceof Expr.Binary b && (b.op().equals("&&") || b.op().equals("||"))) {
            Code.Spot second = new Code.Spot();
            branch(b.left(), b.op().equals("&&") ? second : yes, b.op().equals("&&") ? no : second);
            code.here(second);
            branch(b.right(), yes, no);
        } else if (e instanceof Expr.Binary b && b.op().equals(",")) {
            value(b.left());
            branch(b.right(), yes, no);
        } else if (e instanceof Expr.Binary b && LOGIC.contains(b.op()) && !b.op().equals("instanceof")) {
            comparison(b, yes, no);
        } else if (!(e instanceof Expr.Call c && compiler.branch(c, yes, no))) {
            code.branch(value(e), "?", null, yes, no);
        }
    }

    private void comparison(Expr.Binary b, Code.Spot yes, Code.Spot no) {
        boolean equality = b.op().equals("==") || b.op().equals("!=");
        if (equality && b.right() instanceof Expr.Literal l && literal(l.text()).equals(ZERO) && b.left() instanceof Expr.Call) {
            branch(b.left(), b.op().equals("==") ? no : yes, b.op().equals("==") ? yes : no);
            return;
        }
        String left = value(b.left());
        String right = value(b.right());
        boolean nought = right.equals(ZERO);
        switch (b.op()) {
            case "==" -> code.branch(left, nought ? "?" : "==", right, nought ? no : yes, nought ? yes : no);
            case "!=" -> code.branch(left, nought ? "?" : "==", right, nought ? yes : no, nought ? no : yes);
            case "<" -> code.branch(left, "<", right, yes, no);
            case ">" -> code.branch(right, "<", left, yes, no);
            case ">=" -> code.branch(left, "<", right, no, yes);
            default -> code.branch(right, "<", left, no, yes);
        }
    }
}
