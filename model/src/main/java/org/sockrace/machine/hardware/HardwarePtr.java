package org.sockrace.machine.hardware;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.sockrace.machine.Condition;
import org.sockrace.machine.Order;
import org.sockrace.machine.Ptr;

/** A pointer in memory. */
final class HardwarePtr<T> extends HardwareCell implements Ptr<T> {

    /** Whether the cell holds that pointer: 1 or 0. */
    private record Holds(HardwarePtr<?> cell, Object pointer) implements Observed {
        @Override
        public int peek() {
            return VALUE.getOpaque(cell) == pointer ? 1 : 0;
        }
    }

    private static final VarHandle VALUE;

    static {
        try {
            VALUE = MethodHandles.lookup().findVarHandle(HardwarePtr.class, "value", Object.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private Object value;

    HardwarePtr(HardwareRegion region, String name, T initial) {
        super(region, name);
        value = initial;
    }

    @SuppressWarnings("unchecked")
    private T typed(Object pointer) {
        return (T) pointer;
    }

    @Override
    public T load(Order order) {
        touch();
        return typed(switch (order) {
            case PLAIN -> value;
            case ONCE, ACCESS -> VALUE.getOpaque(this);
            case DEPENDENCY, ACQUIRE -> VALUE.getAcquire(this);
            case RELEASE -> throw notFor("load", order);
        });
    }

    @Override
    public void store(T newValue, Order order) {
        touch();
        switch (order) {
            case PLAIN -> value = newValue;
            case ONCE -> VALUE.setOpaque(this, newValue);
            case RELEASE -> VALUE.setRelease(this, newValue);
            case ACCESS, DEPENDENCY, ACQUIRE -> throw notFor("store", order);
        }
    }

    @Override
    public T xchg(T newValue) {
        touch();
        Object old = VALUE.getAndSetRelease(this, newValue);
        VarHandle.fullFence();
        return typed(old);
    }

    @Override
    public T cmpxchg(T expected, T newValue) {
        touch();
        Object old = VALUE.compareAndExchangeRelease(this, expected, newValue);
        if (old == expected) {
            VarHandle.fullFence();
        }
        return typed(old);
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
