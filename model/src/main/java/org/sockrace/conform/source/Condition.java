package org.sockrace.conform.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sockrace.conform.FileFormatException;

/** The condition of an #if. */
final class Condition {

    private final Cursor in;
    private final Map<String, Integer> macros;

    /** That of the given line; what is not defined is 0. */
    Condition(String file, int line, String text, Map<String, Integer> macros) {
        List<Token> tokens = new ArrayList<>();
        for (Token t : Lexer.read(file, text).tokens()) {
            tokens.add(new Token(t.kind(), t.text(), line));
        }
        this.in = new Cursor(file, tokens, 0);
        this.macros = macros;
    }

    /** The text of a directive without comments. */
    static String bare(String text) {
        String left = text.replaceAll("(?s)/\\*.*?\\*/", " ").replaceAll("//[^\n]*", "");
        return left.contains("/*") ? left.substring(0, left.indexOf("/*")) : left;
    }

    /**
     * Whether it holds.
     *
     * @throws FileFormatException if it cannot be read
     */
    boolean holds() {
        boolean holds = value(expression()) != 0;
        if (!in.ended()) {
            throw in.error("the condition of #if is not understood");
        }
        return holds;
    }

    private Expr expression() {
        return new ExprParser(in, false).expression();
    }

    private long value(Expr e) {
        if (e instanceof Expr.Binary b) {
            return binary(b.op(), value(b.left()), value(b.right()));
        }
        if (e instanceof Expr.Unary u) {
            return u.op().equals("!") ? (value(u.of()) == 0 ? 1 : 0) : u.op().equals("-") ? -value(u.of()) : u.of() instanceof Expr.Name n ? named(n) : 0;
        }
        if (e instanceof Expr.Call call && call.args().size() >= 1) {
            boolean asks = call.callee() instanceof Expr.Name n && (n.text().equals("defined") || n.text().startsWith("IS_"));
            return asks && call.args().get(0) instanceof Expr.Name n ? (macros.containsKey(n.text()) ? 1 : 0) : 0;
        }
        if (e instanceof Expr.Literal l) {
            String digits = l.text().replaceAll("[uUlL]+$", "");
            return digits.matches("[0-9]{1,9}") ? Long.parseLong(digits) : 0;
        }
        return e instanceof Expr.Name n ? named(n) : 0;
    }

    private long named(Expr.Name name) {
        return macros.getOrDefault(name.text(), 0);
    }

    private static long binary(String op, long l, long r) {
        return switch (op) {
            case "||" -> l != 0 || r != 0 ? 1 : 0;
            case "&&" -> l != 0 && r != 0 ? 1 : 0;
            case "==" -> l == r ? 1 : 0;
            case "!=" -> l != r ? 1 : 0;
            case "<" -> l < r ? 1 : 0;
            case ">" -> l > r ? 1 : 0;
            case "<=" -> l <= r ? 1 : 0;
            case ">=" -> l >= r ? 1 : 0;
            case "+" -> l + r;
            case "-" -> l - r;
            case "*" -> l * r;
            default -> 0;
        };
    }
}
