package org.sockrace.machine.simulated;

import org.sockrace.machine.Condition;
import org.sockrace.machine.Order;

/**
 * One operation of the alphabet with its operands.
 *
 * @param kind what it does
 * @param cell the cell, for kinds that work on one
 * @param a first operand
 * @param b second operand
 * @param order the memory order, for loads and stores
 * @param region the region, for ENTER, LEAVE, ALLOC and FREE
 * @param condition what WAIT waits for
 * @param text what CHOICE chooses, what VIOLATION says
 */
public record Operation(OpKind kind, Cell cell, int a, int b, Order order, SimRegion region, Condition condition, String text) {

    static Operation of(OpKind kind) {
        return new Operation(kind, null, 0, 0, null, null, null, null);
    }

    static Operation of(OpKind kind, int a, int b, String text) {
        return new Operation(kind, null, a, b, null, null, null, text);
    }

    static Operation of(OpKind kind, SimRegion region) {
        return new Operation(kind, null, 0, 0, null, region, null, null);
    }
}
