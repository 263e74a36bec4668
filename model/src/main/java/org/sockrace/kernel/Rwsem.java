package org.sockrace.kernel;

import org.sockrace.machine.KernelCode;
import org.sockrace.machine.Property;

/** kernel/locking/rwsem.c. A writer who waits keeps new readers out: who is a reader already and comes again waits for himself. */
public final class Rwsem extends KernelCode {

    private static final int WRITER = -1;

    Rwsem(Kernel kernel) {
        super(kernel.k);
    }

    /** down_read: waits until no writer has it or waits for it. */
    public void down_read(rw_semaphore sem) {
        k.might_sleep("down_read");
        spin_lock(sem.wait_lock);
        while (sem.writers.get() != 0) {
            spin_unlock(sem.wait_lock);
            k.wait_event(sem.writers.is(0));
            spin_lock(sem.wait_lock);
        }
        sem.holders.set(sem.holders.get() + 1);
        spin_unlock(sem.wait_lock);
    }

    /** up_read. */
    public void up_read(rw_semaphore sem) {
        spin_lock(sem.wait_lock);
        int count = sem.holders.get();
        if (count <= 0) {
            k.bug(Property.KERNEL_ASSERTION, sem + " is not held by a reader, and was to be released by one");
        }
        sem.holders.set(count - 1);
        spin_unlock(sem.wait_lock);
    }

    /** down_write: waits until nobody has it. */
    public void down_write(rw_semaphore sem) {
        k.might_sleep("down_write");
        spin_lock(sem.wait_lock);
        sem.writers.set(sem.writers.get() + 1);
        while (sem.holders.get() != 0) {
            spin_unlock(sem.wait_lock);
            k.wait_event(sem.holders.is(0));
            spin_lock(sem.wait_lock);
        }
        sem.holders.set(WRITER);
        spin_unlock(sem.wait_lock);
    }

    /** up_write. */
    public void up_write(rw_semaphore sem) {
        spin_lock(sem.wait_lock);
        if (sem.holders.get() != WRITER) {
            k.bug(Property.KERNEL_ASSERTION, sem + " is not held by a writer, and was to be released by one");
        }
        sem.holders.set(0);
        sem.writers.set(sem.writers.get() - 1);
        spin_unlock(sem.wait_lock);
    }
}
