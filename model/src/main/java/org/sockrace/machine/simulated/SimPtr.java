package org.sockrace.machine.simulated;

import org.sockrace.automata.Cell;
import org.sockrace.automata.OpKind;
import org.sockrace.machine.Condition;
import org.sockrace.machine.Order;
import org.sockrace.machine.Ptr;

/** A pointer cell: its values are numbers of objects, 0 is NULL. */
final class SimPtr<T> extends SimCell implements Ptr<T> {

    SimPtr(SimulatedMachine machine, Cell cell) {
        super(machine, cell);
    }

    @Override
    public T load(Order order) {
        return machine.objects.get(perform(OpKind.LOAD, 0, 0, order));
    }

    @Override
    public void store(T value, Order order) {
        perform(OpKind.STORE, machine.objects.number(value), 0, order);
    }

    @Override
    public T xchg(T value) {
        return machine.objects.get(perform(OpKind.XCHG, machine.objects.number(value), 0));
    }

    @Override
    public T cmpxchg(T expected, T value) {
        return machine.objects.get(perform(OpKind.CMPXCHG, machine.objects.number(expected), machine.objects.number(value)));
    }

    @Override
    public Condition is(T value) {
        return condition(machine.objects.number(value), true);
    }

    @Override
    public Condition isNot(T value) {
        return condition(machine.objects.number(value), false);
    }
}
