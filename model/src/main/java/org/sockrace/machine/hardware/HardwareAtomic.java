package org.sockrace.machine.hardware;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.sockrace.machine.Atomic;
import org.sockrace.machine.Condition;
import org.sockrace.machine.Property;

/**
 * A counter in memory. A fully ordered operation is a release read-modify-write with a full fence behind it, as on arm64: what comes
 * before cannot pass the store, and what comes after cannot pass the fence. {@link #read} returns the value itself.
 */
final class HardwareAtomic extends HardwareCell implements Atomic, HardwareCell.Observed {

    private static final VarHandle VALUE;

    static {
        try {
            VALUE = MethodHandles.lookup().findVarHandle(HardwareAtomic.class, "value", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final HardwareMachine machine;
    @SuppressWarnings("UnusedVariable") // used through VALUE
    private int value;

    HardwareAtomic(HardwareMachine machine, HardwareRegion region, String name, int initial) {
        super(region, name);
        this.machine = machine;
        value = initial;
    }

    private int checked(int now) {
        if (now < 0) {
            machine.record(Property.REFCOUNT_RANGE, this + " is now " + now);
        }
        return now;
    }

    @Override
    public int read() {
        touch();
        return peek();
    }

    @Override
    public int value() {
        return read();
    }

    @Override
    public void set(int newValue) {
        touch();
        VALUE.setOpaque(this, checked(newValue));
    }

    /** Atomic, and orders nothing: no other read-modify-write of a VarHandle is as weak as this one. */
    private void add(int delta) {
        touch();
        int old;
        do {
            old = peek();
        } while (!VALUE.weakCompareAndSetPlain(this, old, old + delta));
        checked(old + delta);
    }

    @Override
    public void inc() {
        add(1);
    }

    @Override
    public void dec() {
        add(-1);
    }

    @Override
    public int add_return(int delta) {
        touch();
        int now = (int) VALUE.getAndAddRelease(this, delta) + delta;
        VarHandle.fullFence();
        return checked(now);
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
        touch();
        int old;
        do {
            old = peek();
            if (old == unless) {
                return false;
            }
        } while (!VALUE.weakCompareAndSetRelease(this, old, old + delta));
        VarHandle.fullFence();
        checked(old + delta);
        return true;
    }

    @Override
    public int dec_if_positive() {
        touch();
        int old;
        do {
            old = peek();
            if (old <= 0) {
                return old - 1;
            }
        } while (!VALUE.weakCompareAndSetRelease(this, old, old - 1));
        VarHandle.fullFence();
        return old - 1;
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
    public int peek() {
        return (int) VALUE.getOpaque(this);
    }

    @Override
    public HardwareCell cell() {
        return this;
    }
}
