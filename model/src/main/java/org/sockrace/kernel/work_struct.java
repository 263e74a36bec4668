package org.sockrace.kernel;

import org.sockrace.machine.Code;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.Region;
import org.sockrace.machine.Word;

/** {@code struct work_struct}: a function that a kernel thread calls some time after {@code schedule_work}. It may sleep. */
public final class work_struct {

    /** {@code work_func_t}. */
    @FunctionalInterface
    public interface work_func_t extends Code {
        /** Does the work, in a kernel thread. */
        void call(work_struct work);
    }

    /** A function and the text that it is in. */
    record work_func(Region text, work_func_t function) {
        @Override
        public String toString() {
            return Code.name(function);
        }
    }

    /** WORK_STRUCT_PENDING: 1 from being queued, or its timer being armed, until it is begun; 2 while it is being cancelled; 3 once it is disabled. */
    final Word data;
    /** What is called. */
    final Ptr<work_func> func;
    /** The next one that waits for its turn in an ordered queue, or NULL. */
    final Ptr<work_struct> entry;
    /** Who runs it. */
    final worker_pool pool;
    private final String name;

    /**
     * INIT_WORK.
     *
     * @param in the memory that it is in
     * @param text the memory whose text {@code func} is in: that of a module, or the kernel's image
     */
    @SuppressWarnings("this-escape") // The machine takes nothing of it but its name.
    public work_struct(Kernel kernel, Region in, String name, Region text, work_func_t func) {
        this.name = name;
        this.pool = kernel.workqueue.pools.take();
        kernel.k.within(in, this);
        this.data = kernel.k.word(in, name + ".data", 0);
        this.entry = kernel.k.ptr(in, name + ".entry", null);
        this.func = kernel.k.ptr(in, name + ".func", new work_func(text, func));
    }

    @Override
    public String toString() {
        return name;
    }
}
