package org.sockrace.lincheck.sequential;

import org.sockrace.machine.Atomic;
import org.sockrace.machine.Condition;

/** A counter. */
final class Counter extends Cell implements Atomic, Cell.Observed {

    private int value;

    Counter(Memory memory, String name, int initial) {
        super(memory, name);
        value = initial;
    }

    @Override
    public int read() {
        touch();
        return value;
    }

    @Override
    public void set(int newValue) {
        add_return(newValue - value);
    }

    @Override
    public void inc() {
        add_return(1);
    }

    @Override
    public void dec() {
        add_return(-1);
    }

    @Override
    public int add_return(int delta) {
        touch();
        value += delta;
        if (value < 0) {
            throw new IllegalStateException(this + " is now " + value);
        }
        return value;
    }

    @Override
    public boolean dec_and_test() {
        return add_return(-1) == 0;
    }

    @Override
    public boolean inc_not_zero() {
        return add_unless(1, 0);
    }

    @Override
    public boolean add_unless(int delta, int unless) {
        boolean adds = read() != unless;
        if (adds) {
            add_return(delta);
        }
        return adds;
    }

    @Override
    public int dec_if_positive() {
        return read() > 0 ? add_return(-1) : -1;
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
