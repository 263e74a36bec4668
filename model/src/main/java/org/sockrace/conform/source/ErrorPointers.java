package org.sockrace.conform.source;

import java.util.Set;

/** Compiles ERR_PTR() and what belongs to it: a pointer that is an errno is worth what the errno is. */
final class ErrorPointers {

    private static final String MAKES = "ERR_PTR";
    private static final Set<String> ITSELF = Set.of(MAKES, "PTR_ERR", "ERR_CAST", "PTR_ERR_OR_ZERO");

    private final Code code;
    private final ExprCompiler exprs;

    ErrorPointers(Code code, ExprCompiler exprs) {
        this.code = code;
        this.exprs = exprs;
    }

    /** The operand that the call is worth; null if it is none of these. */
    String value(String name, Expr.Call call) {
        if (asks(name, call)) {
            return exprs.truth(call);
        }
        if (!ITSELF.contains(name) || call.args().size() != 1) {
            return null;
        }
        String value = exprs.value(call.args().get(0));
        if (name.equals(MAKES)) {
            code.errorPointer(value);
        }
        return value;
    }

    /** Compiles the condition {@code IS_ERR(pointer)}; false if it is none. */
    boolean branch(String name, Expr.Call call, Code.Spot yes, Code.Spot no) {
        if (asks(name, call)) {
            code.branch(exprs.value(call.args().get(0)), Code.ERROR, null, yes, no);
            return true;
        }
        return false;
    }

    private static boolean asks(String name, Expr.Call call) {
        return name.startsWith("IS_ERR") && call.args().size() == 1;
    }
}
