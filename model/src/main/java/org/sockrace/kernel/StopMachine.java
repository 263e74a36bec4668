package org.sockrace.kernel;

import java.util.function.IntSupplier;
import org.sockrace.machine.KernelCode;
import org.sockrace.machine.SpinLock;

/**
 * kernel/stop_machine.c: while a function runs on one processor all others stand still, none of them where preemption is disabled. MODEL: only those sections
 * are kept out that count references to a module, by a lock that they and the function take; the others have nothing to do with what it looks at. That two of
 * those sections exclude each other as well hides nothing: of their steps none can be told from the other's. Where code cannot be preempted at all, whoever
 * runs is waited for after the function, not before: what it sees of the function's work it can see in both orders.
 */
final class StopMachine extends KernelCode {

    private final Kernel kernel;
    private final SpinLock stopped;

    StopMachine(Kernel kernel) {
        super(kernel.k);
        this.kernel = kernel;
        this.stopped = k.spinlock(k.image(), "stop_machine");
    }

    /** preempt_disable around a change of a module's counters: from here on no function runs that has all processors stopped. MODEL: a lock keeps it out. */
    void preempt_disable() {
        if (kernel.config.getDisablesPreemption()) {
            k.preempt_disable();
            spin_lock(stopped);
        }
    }

    /**
     * preempt_enable.
     *
     * @param module whose references changed
     * @param change by how much
     */
    void preempt_enable(module module, int change) {
        if (kernel.config.getDisablesPreemption()) {
            spin_unlock(stopped);
            module.count(change);
            k.preempt_enable();
        } else {
            module.count(change);
        }
    }

    /** stop_machine: runs the function while nobody else does anything that matters to it, and returns what it returns. */
    int stop_machine(IntSupplier fn) {
        int ret;

        k.might_sleep("stop_machine");
        spin_lock(stopped);
        ret = fn.getAsInt();
        spin_unlock(stopped);
        synchronize_sched();
        return ret;
    }
}
