package org.sockrace.conform.source;

import java.util.List;

/** A statement of C or Java. */
sealed interface Stmt {

    /** Several. */
    record Block(List<Stmt> body) implements Stmt { }

    /** An expression. */
    record Do(Expr expr, int line) implements Stmt { }

    /** A local variable; {@code value} may be null. */
    record Let(String name, Expr value, int line) implements Stmt { }

    /** A branch; {@code no} may be null. */
    record If(Expr condition, Stmt yes, Stmt no, int line) implements Stmt { }

    /**
     * A loop.
     *
     * @param each whether it goes through a list
     * @param rcu whether it does so as a reader
     * @param variable the variable of the elements that is declared here, or null
     * @param condition of a loop that does not go through a list; null for none
     * @param first whether the body runs once before the condition is asked
     * @param step what is done after each turn, or null
     */
    record Loop(boolean each, boolean rcu, String variable, Expr condition, boolean first, Expr step, Stmt body, int line) implements Stmt { }

    /** A switch. */
    record Switch(Expr value, List<Case> cases, int line) implements Stmt { }

    /**
     * What is between one case and the next.
     *
     * @param values empty for the default
     * @param falls whether it falls through into the next
     */
    record Case(List<Expr> values, List<Stmt> body, boolean falls) { }

    /** A place to jump to. */
    record Label(String name, int line) implements Stmt { }

    /** Java's labelled statement: {@code break} leaves it, {@code continue} starts it again. */
    record Labelled(String name, Stmt body, int line) implements Stmt { }

    /** A jump. */
    record Goto(String label, int line) implements Stmt { }

    /** {@code break}; the label may be null. */
    record Break(String label, int line) implements Stmt { }

    /** {@code continue}; the label may be null. */
    record Continue(String label, int line) implements Stmt { }

    /** The end; the value may be null. */
    record Return(Expr value, int line) implements Stmt { }
}
