package org.sockrace.lincheck.sequential;

import org.sockrace.machine.Condition;
import org.sockrace.machine.Order;
import org.sockrace.machine.Ptr;

/** A pointer. */
final class PtrCell<T> extends Cell implements Ptr<T> {

    /** Whether the cell holds that pointer: 1 or 0. */
    private record Holds(PtrCell<?> cell, Object pointer) implements Observed {
        @Override
        public int value() {
            return cell.value == pointer ? 1 : 0;
        }
    }

    private T value;

    PtrCell(Memory memory, String name, T initial) {
        super(memory, name);
        value = initial;
    }

    @Override
    public T load(Order order) {
        touch();
        return value;
    }

    @Override
    public void store(T newValue, Order order) {
        touch();
        value = newValue;
    }

    @Override
    public T xchg(T newValue) {
        T old = load(Order.PLAIN);
        value = newValue;
        return old;
    }

    @Override
    public T cmpxchg(T expected, T newValue) {
        T old = load(Order.PLAIN);
        if (old == expected) {
            value = newValue;
        }
        return old;
    }

    @Override
    public Condition is(T wanted) {
        return Condition.of(new Holds(this, wanted), 1, true);
    }

    @Override
    public Condition isNot(T unwanted) {
        return Condition.of(new Holds(this, unwanted), 1, false);
    }
}
