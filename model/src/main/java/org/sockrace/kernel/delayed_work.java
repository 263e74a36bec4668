package org.sockrace.kernel;

import org.sockrace.machine.Ptr;
import org.sockrace.machine.Region;

/** {@code struct delayed_work}: a work, and a timer that queues it. */
public final class delayed_work {

    /** The work. */
    public final work_struct work;
    /** What queues it. */
    final timer_list timer;
    /** Where it is queued then; NULL for system_wq. */
    final Ptr<workqueue_struct> wq;
    private final String name;

    /**
     * INIT_DELAYED_WORK.
     *
     * @param in the memory that it is in
     * @param text the memory whose text {@code func} is in: that of a module, or the kernel's image
     */
    @SuppressWarnings("this-escape") // The machine takes nothing of it but its name.
    public delayed_work(Kernel kernel, Region in, String name, Region text, work_struct.work_func_t func) {
        this.name = name;
        this.work = new work_struct(kernel, in, name + ".work", text, func);
        Workqueue workqueue = kernel.workqueue;
        this.timer = new timer_list(kernel, in, name + ".timer", kernel.k.image(), t -> workqueue.delayed_work_timer_fn(this));
        this.wq = kernel.k.ptr(in, name + ".wq", null);
    }

    @Override
    public String toString() {
        return name;
    }
}
