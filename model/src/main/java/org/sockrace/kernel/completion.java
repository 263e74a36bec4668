package org.sockrace.kernel;

import org.sockrace.machine.Region;
import org.sockrace.machine.SpinLock;
import org.sockrace.machine.Word;

/** {@code struct completion}: something that has happened, or will; see {@link Completions}. */
public final class completion {

    /** How many may go on; UINT_MAX: all, from now on. */
    final Word done;
    /** wait.lock, the lock of the queue of those who wait. */
    final SpinLock lock;
    private final String name;

    /**
     * init_completion.
     *
     * @param in the memory that it is in
     */
    @SuppressWarnings("this-escape") // The machine takes nothing of it but its name.
    public completion(Kernel kernel, Region in, String name) {
        this.name = name;
        kernel.k.within(in, this);
        this.done = kernel.k.word(in, name + ".done", 0);
        this.lock = kernel.k.spinlock(in, name + ".wait.lock");
    }

    @Override
    public String toString() {
        return name;
    }
}
