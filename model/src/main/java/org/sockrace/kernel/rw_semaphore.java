package org.sockrace.kernel;

import org.sockrace.machine.Region;
import org.sockrace.machine.SpinLock;
import org.sockrace.machine.Word;

/** {@code struct rw_semaphore}: a lock that several readers hold, or one writer; see {@link Rwsem}. */
public final class rw_semaphore {

    /** Guards the rest. */
    final SpinLock wait_lock;
    /** How many readers hold it; -1: a writer does. */
    final Word holders;
    /** How many writers hold it or wait for it. */
    final Word writers;
    private final String name;

    /**
     * init_rwsem.
     *
     * @param in the memory that it is in
     */
    @SuppressWarnings("this-escape") // The machine takes nothing of it but its name.
    public rw_semaphore(Kernel kernel, Region in, String name) {
        this.name = name;
        kernel.k.within(in, this);
        this.wait_lock = kernel.k.spinlock(in, name + ".wait_lock");
        this.holders = kernel.k.word(in, name + ".holders", 0);
        this.writers = kernel.k.word(in, name + ".writers", 0);
    }

    @Override
    public String toString() {
        return name;
    }
}
