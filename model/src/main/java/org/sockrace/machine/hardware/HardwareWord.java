package org.sockrace.machine.hardware;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.sockrace.machine.Condition;
import org.sockrace.machine.Order;
import org.sockrace.machine.Word;

/** An integer in memory. */
final class HardwareWord extends HardwareCell implements Word, HardwareCell.Observed {

    private static final VarHandle VALUE;

    static {
        try {
            VALUE = MethodHandles.lookup().findVarHandle(HardwareWord.class, "value", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private int value;

    HardwareWord(HardwareRegion region, String name, int initial) {
        super(region, name);
        value = initial;
    }

    @Override
    public int load(Order order) {
        touch();
        return switch (order) {
            case PLAIN -> value;
            case ONCE, ACCESS -> (int) VALUE.getOpaque(this);
            case DEPENDENCY, ACQUIRE -> (int) VALUE.getAcquire(this);
            case RELEASE -> throw notFor("load", order);
        };
    }

    @Override
    public void store(int newValue, Order order) {
        touch();
        switch (order) {
            case PLAIN -> value = newValue;
            case ONCE -> VALUE.setOpaque(this, newValue);
            case RELEASE -> VALUE.setRelease(this, newValue);
            case ACCESS, DEPENDENCY, ACQUIRE -> throw notFor("store", order);
        }
    }

    @Override
    public int xchg(int newValue) {
        touch();
        int old = (int) VALUE.getAndSetRelease(this, newValue);
        VarHandle.fullFence();
        return old;
    }

    @Override
    public int cmpxchg(int expected, int newValue) {
        touch();
        int old = (int) VALUE.compareAndExchangeRelease(this, expected, newValue);
        if (old == expected) {
            VarHandle.fullFence();
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
    public int peek() {
        return (int) VALUE.getOpaque(this);
    }

    @Override
    public HardwareCell cell() {
        return this;
    }
}
