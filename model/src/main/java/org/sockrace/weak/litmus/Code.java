package org.sockrace.weak.litmus;

import java.util.List;

/** The C of a thread, as it is written. */
final class Code {

    private Code() { }

    /** Has a value. */
    sealed interface Expression { }

    /** A number. */
    record Constant(long value) implements Expression { }

    /** A local variable or a parameter. */
    record Name(String name, int line) implements Expression { }

    /** {@code *pointer}: a plain load. */
    record Load(Expression pointer, String text, int line) implements Expression { }

    /** An operator of one operand: {@code - ~ !}. */
    record Unary(String operator, Expression operand) implements Expression { }

    /** An operator of two. */
    record Binary(String operator, Expression left, Expression right) implements Expression { }

    /** A primitive. */
    record Call(Primitive primitive, List<Expression> arguments, String text, int line) implements Expression { }

    /** Does something. */
    sealed interface Statement { }

    /** {@code name = value;}, or {@code value;} where the name is null. */
    record Assign(String name, Expression value) implements Statement { }

    /** {@code *pointer = value;}: a plain store. */
    record Store(Expression pointer, Expression value, String text, int line) implements Statement { }

    /** {@code if (condition) then else otherwise}. */
    record If(Expression condition, List<Statement> then, List<Statement> otherwise) implements Statement { }
}
