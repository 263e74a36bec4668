package org.sockrace.conform.source;

import java.util.List;

/** An expression of C or Java, as far as skeletons need it. */
sealed interface Expr {

    /** A name. */
    record Name(String text) implements Expr { }

    /** A literal, or what is of no interest. */
    record Literal(String text) implements Expr { }

    /** {@code base.name} or {@code base->name}. */
    record Member(Expr base, String name) implements Expr { }

    /** {@code base[index]}. */
    record Index(Expr base, Expr index) implements Expr { }

    /** A call. */
    record Call(Expr callee, List<Expr> args) implements Expr { }

    /** An operator in front. */
    record Unary(String op, Expr of) implements Expr { }

    /** An operator between. */
    record Binary(String op, Expr left, Expr right) implements Expr { }

    /** {@code target = value}; also {@code +=} and its like, whose operator is in {@code op}. */
    record Assign(String op, Expr target, Expr value) implements Expr { }

    /** {@code condition ? yes : no}; {@code yes} is null in GNU's {@code ?:}. */
    record Choice(Expr condition, Expr yes, Expr no) implements Expr { }

    /** Java's {@code () -> body}; the body is null if it is a block that does more than compute one value. */
    record Lambda(Expr body) implements Expr { }
}
