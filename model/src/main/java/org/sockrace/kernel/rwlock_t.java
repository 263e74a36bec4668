package org.sockrace.kernel;

import org.sockrace.machine.Atomic;
import org.sockrace.machine.Region;
import org.sockrace.machine.SpinLock;
import org.sockrace.machine.Word;

/** {@code rwlock_t}: a spinlock that several readers hold, or one writer; see {@link Rwlock}. */
public final class rwlock_t {

    /** The queue of those who wait; the writer stays at its head as long as he has the lock. */
    final SpinLock wait_lock;
    /** Makes taking a look and taking the lock one, against readers who do not queue. */
    final SpinLock cnts;
    /** How many readers hold it. */
    final Atomic readers;
    /** Whether a writer does: 1. */
    final Word writing;
    private final String name;

    /**
     * rwlock_init.
     *
     * @param in the memory that it is in
     */
    @SuppressWarnings("this-escape") // The machine takes nothing of it but its name.
    public rwlock_t(Kernel kernel, Region in, String name) {
        this.name = name;
        kernel.k.within(in, this);
        this.wait_lock = kernel.k.spinlock(in, name + ".wait_lock");
        this.cnts = kernel.k.spinlock(in, name + ".cnts");
        this.readers = kernel.k.atomic(in, name + ".readers", 0);
        this.writing = kernel.k.word(in, name + ".writing", 0);
    }

    @Override
    public String toString() {
        return name;
    }
}
