package org.sockrace.lincheck.sequential;

import org.sockrace.machine.Condition;
import org.sockrace.machine.Order;
import org.sockrace.machine.Word;

/** An integer. */
final class WordCell extends Cell implements Word, Cell.Observed {

    private int value;

    WordCell(Memory memory, String name, int initial) {
        super(memory, name);
        value = initial;
    }

    @Override
    public int load(Order order) {
        touch();
        return value;
    }

    @Override
    public void store(int newValue, Order order) {
        touch();
        value = newValue;
    }

    @Override
    public int xchg(int newValue) {
        int old = load(Order.PLAIN);
        value = newValue;
        return old;
    }

    @Override
    public int cmpxchg(int expected, int newValue) {
        int old = load(Order.PLAIN);
        if (old == expected) {
            value = newValue;
        }
        return old;
    }

    @Override
    public Condition is(int wanted) {
        return Condition.of(this, wanted, true);
    }

    @Override
    public Condition isNot(int unwanted) {
        return Condition.of(this, unwanted, false);
    }

    @Override
    public int value() {
        return value;
    }
}
