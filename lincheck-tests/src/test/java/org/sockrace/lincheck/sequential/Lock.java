package org.sockrace.lincheck.sequential;

import org.sockrace.machine.Condition;
import org.sockrace.machine.Mutex;
import org.sockrace.machine.SpinLock;

/** A lock that is always free when somebody wants it. */
final class Lock extends Cell implements SpinLock, Mutex, Cell.Observed {

    private boolean held;

    Lock(Memory memory, String name) {
        super(memory, name);
    }

    @Override
    public void lock() {
        change(true);
    }

    @Override
    public boolean trylock() {
        touch();
        boolean got = !held;
        held = true;
        return got;
    }

    @Override
    public void unlock() {
        change(false);
    }

    @Override
    public Condition isFree() {
        return Condition.of(this, 0, true);
    }

    @Override
    public int value() {
        return held ? 1 : 0;
    }

    private void change(boolean now) {
        touch();
        if (held == now) {
            throw new IllegalStateException(this + (held ? " is held: the call would wait for ever" : " is not held"));
        }
        held = now;
    }
}
