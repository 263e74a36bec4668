package org.sockrace.weak.litmus;

import java.util.Map;
import java.util.function.LongBinaryOperator;

/** The operators of C, on numbers of any size, as herd7 has them. */
final class Operators {

    private static final Map<String, LongBinaryOperator> BINARY = Map.ofEntries(Map.entry("+", (a, b) -> a + b), Map.entry("-", (a, b) -> a - b),
            Map.entry("*", (a, b) -> a * b), Map.entry("/", (a, b) -> b == 0 ? 0 : a / b), Map.entry("%", (a, b) -> b == 0 ? 0 : a % b),
            Map.entry("&", (a, b) -> a & b), Map.entry("|", (a, b) -> a | b), Map.entry("^", (a, b) -> a ^ b), Map.entry("<<", (a, b) -> a << b),
            Map.entry(">>", (a, b) -> a >> b), Map.entry("==", (a, b) -> a == b ? 1 : 0), Map.entry("!=", (a, b) -> a != b ? 1 : 0),
            Map.entry("<", (a, b) -> a < b ? 1 : 0), Map.entry(">", (a, b) -> a > b ? 1 : 0), Map.entry("<=", (a, b) -> a <= b ? 1 : 0),
            Map.entry(">=", (a, b) -> a >= b ? 1 : 0), Map.entry("&&", (a, b) -> a != 0 && b != 0 ? 1 : 0),
            Map.entry("||", (a, b) -> a != 0 || b != 0 ? 1 : 0));

    static final LongBinaryOperator EQUAL = BINARY.get("==");

    private Operators() { }

    static LongBinaryOperator binary(String operator) {
        return BINARY.get(operator);
    }

    /** That of an atomic operation. */
    static LongBinaryOperator atomic(char operator) {
        return operator == 'n' ? (a, b) -> a & ~b : BINARY.get(String.valueOf(operator));
    }

    /** One of {@code - ~ !}, as an operation on a number that is given and the operand. */
    static Term unary(String operator, Term operand) {
        return switch (operator) {
            case "-" -> Term.of(BINARY.get("-"), Operand.ZERO.term(), operand);
            case "~" -> Term.of(BINARY.get("^"), new Term.Constant(-1), operand);
            default -> Term.of(EQUAL, operand, Operand.ZERO.term());
        };
    }
}
