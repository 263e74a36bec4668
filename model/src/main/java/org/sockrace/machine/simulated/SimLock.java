package org.sockrace.machine.simulated;

import org.sockrace.automata.Cell;
import org.sockrace.automata.OpKind;
import org.sockrace.machine.Condition;
import org.sockrace.machine.Mutex;
import org.sockrace.machine.SpinLock;

/** A spinlock or mutex: 1 while it is held. */
final class SimLock extends SimCell implements SpinLock, Mutex {

    SimLock(SimulatedMachine machine, Cell cell) {
        super(machine, cell);
    }

    @Override
    public void lock() {
        perform(OpKind.LOCK, 0, 0);
    }

    @Override
    public void lock_against_softirqs() {
        perform(OpKind.LOCK, OpKind.SOFTIRQS, 0);
    }

    @Override
    public boolean trylock() {
        return perform(OpKind.TRYLOCK, 0, 0) == 1;
    }

    @Override
    public void unlock() {
        perform(OpKind.UNLOCK, 0, 0);
    }

    @Override
    public Condition isFree() {
        return condition(0, true);
    }
}
