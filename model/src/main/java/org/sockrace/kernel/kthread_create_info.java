package org.sockrace.kernel;

import org.sockrace.machine.Code;
import org.sockrace.machine.Region;

/** {@code struct kthread_create_info}: what a kernel thread will run, once one is made of it. Immutable. */
public final class kthread_create_info {

    /** {@code int (*threadfn)(void *data)}. */
    @FunctionalInterface
    public interface threadfn_t extends Code {
        /** What the thread does; it may sleep. What it returns is what kthread_stop returns. */
        int run();
    }

    /** The thread's name. */
    final String name;
    /** The text that the function is in. */
    final Region text;
    /** What it runs. */
    final threadfn_t threadfn;

    /**
     * What a thread runs.
     *
     * @param text the memory whose text {@code threadfn} is in: that of a module, or the kernel's image
     */
    public kthread_create_info(String name, Region text, threadfn_t threadfn) {
        this.name = name;
        this.text = text;
        this.threadfn = threadfn;
    }

    @Override
    public String toString() {
        return name;
    }
}
