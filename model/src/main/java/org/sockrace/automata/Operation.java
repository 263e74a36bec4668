package org.sockrace.automata;

import java.util.Objects;
import java.util.stream.Stream;
import org.sockrace.machine.Condition;
import org.sockrace.machine.Order;

/**
 * One operation of the alphabet with its operands.
 *
 * @param kind what it does
 * @param cell the cell, for kinds that work on one
 * @param a first operand
 * @param b second operand
 * @param order the memory order, for loads and stores; of a counter to which nothing is added, that it is a load
 * @param region the memory, for ENTER, LEAVE, ALLOC, FREE and FREE_RCU
 * @param condition what WAIT waits for; its cells are {@link Cell}s
 * @param text what CHOICE chooses, what VIOLATION says
 */
public record Operation(OpKind kind, Cell cell, int a, int b, Order order, Memory region, Condition condition, String text) {

    /** An operation without operands. */
    public static Operation of(OpKind kind) {
        return new Operation(kind, null, 0, 0, null, null, null, null);
    }

    /** An operation on no cell and no memory. */
    public static Operation of(OpKind kind, int a, int b, String text) {
        return new Operation(kind, null, a, b, null, null, null, text);
    }

    /** An operation on memory as a whole. */
    public static Operation of(OpKind kind, Memory region) {
        return new Operation(kind, null, 0, 0, null, region, null, null);
    }

    /** An operation on a cell. */
    public static Operation of(OpKind kind, Cell cell, int a, int b, Order order) {
        return new Operation(kind, cell, a, b, order, null, null, null);
    }

    /** Waiting for a condition. */
    public static Operation waiting(Condition condition) {
        return new Operation(OpKind.WAIT, null, 0, 0, null, null, condition, null);
    }

    /** Waiting for a condition without sleeping. */
    public static Operation spinning(Condition condition) {
        return new Operation(OpKind.WAIT, null, 0, 1, null, null, condition, null);
    }

    /** The cells that it works on: of a wait those that it looks at. */
    public Stream<Cell> cells() {
        return condition != null ? condition.terms().stream().map(term -> (Cell) term.cell()) : Stream.ofNullable(cell);
    }

    /** Whether a daemon may stay here for ever, in the middle of a call. */
    public boolean mayRest() {
        return kind == OpKind.WAIT && condition.idle();
    }

    /** Whether a counter is only read, by what could add to it: the value, for calculating. */
    public boolean isCounterRead() {
        return kind == OpKind.ADD_RETURN && order == Order.ONCE;
    }

    /** The memory that must still be there when the operation is executed, or null. */
    public Memory touches() {
        return cell != null ? cell.region : kind.is(OpKind.Trait.MEMORY) ? region : null;
    }

    // Automata are built by comparing operations millions of times: what the compiler makes for records is slow until the second compiler has seen it.
    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof Operation o && kind == o.kind && cell == o.cell && a == o.a && b == o.b && order == o.order
                && region == o.region && Objects.equals(condition, o.condition) && Objects.equals(text, o.text);
    }

    @Override
    public int hashCode() {
        int hash = kind.ordinal();
        hash = 31 * hash + (cell == null ? 0 : cell.id + 1);
        hash = 31 * hash + a;
        hash = 31 * hash + b;
        hash = 31 * hash + (region == null ? 0 : region.id + 1);
        return 31 * hash + (text == null ? 0 : text.hashCode());
    }

    /** Whether the task may sleep here, so that it is no implicit reader of a kernel without preemption. */
    public boolean sleeps() {
        return kind.is(OpKind.Trait.SLEEPS) && !(kind == OpKind.WAIT && b == 1) || kind == OpKind.LOCK && cell.type == Cell.Type.MUTEX;
    }
}
