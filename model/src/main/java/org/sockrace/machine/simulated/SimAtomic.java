package org.sockrace.machine.simulated;

import org.sockrace.automata.Cell;
import org.sockrace.automata.OpKind;
import org.sockrace.machine.Atomic;
import org.sockrace.machine.Condition;
import org.sockrace.machine.Order;

/** A counter: never negative. */
final class SimAtomic extends SimCell implements Atomic {

    SimAtomic(SimulatedMachine machine, Cell cell) {
        super(machine, cell);
    }

    @Override
    public int read() {
        return 1 - perform(OpKind.LOAD_IS, 0, 0, Order.ONCE);
    }

    @Override
    public int value() {
        return perform(OpKind.ADD_RETURN, 0, 0, Order.ONCE);
    }

    @Override
    public void set(int value) {
        perform(OpKind.ATOMIC_SET, value, 0);
    }

    @Override
    public void inc() {
        perform(OpKind.ADD, 1, 0);
    }

    @Override
    public void dec() {
        perform(OpKind.ADD, -1, 0);
    }

    @Override
    public int add_return(int delta) {
        return perform(OpKind.ADD_RETURN, delta, 0);
    }

    @Override
    public boolean dec_and_test() {
        return perform(OpKind.DEC_AND_TEST, 0, 0) == 1;
    }

    @Override
    public boolean inc_not_zero() {
        return perform(OpKind.INC_NOT_ZERO, 0, 0) == 1;
    }

    @Override
    public boolean add_unless(int delta, int unless) {
        return perform(OpKind.ADD_UNLESS, delta, unless) == 1;
    }

    @Override
    public int dec_if_positive() {
        return perform(OpKind.DEC_IF_POSITIVE, 0, 0);
    }

    @Override
    public Condition is(int value) {
        return condition(value, true);
    }

    @Override
    public Condition isNot(int value) {
        return condition(value, false);
    }
}
