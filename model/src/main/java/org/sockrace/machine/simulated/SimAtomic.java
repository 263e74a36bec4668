package org.sockrace.machine.simulated;

import org.sockrace.machine.Atomic;
import org.sockrace.machine.Condition;

/** A counter: never negative, at most {@link #max}. */
final class SimAtomic extends Cell implements Atomic {

    /** The most it can count, from the increments that all threads could do. */
    int max;
    /** Whether references it counts are noted with own and disown. */
    boolean accounted;

    SimAtomic(SimulatedMachine machine, SimRegion region, String name, int initial) {
        super(machine, region, name, initial);
        max = initial;
    }

    @Override
    public int read() {
        return 1 - perform(OpKind.LOAD_IS, 0, 0, org.sockrace.machine.Order.ONCE);
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
    public String show(int value) {
        return Integer.toString(value);
    }
}
