package org.sockrace.machine.simulated;

import org.sockrace.machine.Mutex;
import org.sockrace.machine.SpinLock;

/** A spinlock or mutex: 1 while it is held. */
final class SimLock extends Cell implements SpinLock, Mutex {

    /** Whether waiting for it sleeps. */
    final boolean sleeps;

    SimLock(SimulatedMachine machine, SimRegion region, String name, boolean sleeps) {
        super(machine, region, name, 0);
        this.sleeps = sleeps;
    }

    @Override
    public void lock() {
        perform(OpKind.LOCK, 0, 0);
    }

    @Override
    public void unlock() {
        perform(OpKind.UNLOCK, 0, 0);
    }

    @Override
    public String show(int value) {
        return value == 0 ? "free" : "held";
    }
}
