package org.sockrace.machine.simulated;

import org.sockrace.automata.Cell;
import org.sockrace.automata.OpKind;
import org.sockrace.machine.Condition;
import org.sockrace.machine.Order;
import org.sockrace.machine.Word;

/** An integer cell. */
final class SimWord extends SimCell implements Word {

    SimWord(SimulatedMachine machine, Cell cell) {
        super(machine, cell);
    }

    @Override
    public int load(Order order) {
        return perform(OpKind.LOAD, 0, 0, order);
    }

    @Override
    public boolean holds(int value, Order order) {
        return perform(OpKind.LOAD_IS, value, 0, order) == 1;
    }

    @Override
    public void store(int value, Order order) {
        perform(OpKind.STORE, value, 0, order);
    }

    @Override
    public int xchg(int value) {
        return perform(OpKind.XCHG, value, 0);
    }

    @Override
    public int cmpxchg(int expected, int value) {
        return perform(OpKind.CMPXCHG, expected, value);
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
