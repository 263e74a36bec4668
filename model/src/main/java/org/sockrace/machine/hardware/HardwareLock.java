package org.sockrace.machine.hardware;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.sockrace.machine.Condition;
import org.sockrace.machine.Mutex;
import org.sockrace.machine.Property;
import org.sockrace.machine.SpinLock;

/** A lock that knows its holder. A mutex differs from a spinlock only in what its holder may do. */
final class HardwareLock extends HardwareCell implements SpinLock, Mutex, HardwareCell.Observed {

    private static final VarHandle HOLDER;

    static {
        try {
            HOLDER = MethodHandles.lookup().findVarHandle(HardwareLock.class, "holder", Context.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final HardwareMachine machine;
    private final boolean sleeps;
    @SuppressWarnings("UnusedVariable") // used through HOLDER
    private Context holder;

    HardwareLock(HardwareMachine machine, HardwareRegion region, String name, boolean sleeps) {
        super(region, name);
        this.machine = machine;
        this.sleeps = sleeps;
    }

    @Override
    public void lock() {
        Context me = machine.context();
        touch();
        if (sleeps) {
            me.mightSleep("mutex_lock", this);
        }
        if (!HOLDER.weakCompareAndSetAcquire(this, null, me)) {
            lockSlowly(me);
        }
        count(me, 1);
    }

    @Override
    public boolean trylock() {
        Context me = machine.context();
        touch();
        boolean got = HOLDER.compareAndSet(this, null, me);
        if (got) {
            count(me, 1);
        }
        return got;
    }

    private void count(Context me, int change) {
        if (sleeps) {
            me.sleeping += change;
        } else {
            me.spinning += change;
        }
    }

    private void lockSlowly(Context me) {
        if (HOLDER.getOpaque(this) == me) {
            machine.record(Property.NO_DEADLOCK, this + " acquired by its holder");
            throw new StallException("lock(" + this + "): acquired by its holder");
        }
        Spin spin = machine.spin("lock", this);
        while (HOLDER.getOpaque(this) != null || !HOLDER.weakCompareAndSetAcquire(this, null, me)) {
            spin.pause();
        }
    }

    @Override
    public void unlock() {
        Context me = machine.context();
        touch();
        if (HOLDER.getOpaque(this) != me) {
            machine.record(Property.KERNEL_ASSERTION, this + " released by a task that does not hold it");
        } else {
            count(me, -1);
        }
        HOLDER.setRelease(this, null);
    }

    @Override
    public Condition isFree() {
        return Condition.of(this, 0, true);
    }

    @Override
    public int peek() {
        return HOLDER.getOpaque(this) == null ? 0 : 1;
    }

    @Override
    public HardwareCell cell() {
        return this;
    }
}
