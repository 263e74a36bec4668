package org.sockrace.kernel;

import java.util.EnumSet;
import org.sockrace.machine.Machine;
import org.sockrace.machine.Ptr;

/** Who runs a kernel thread, and then perhaps another one that is made in the same place. */
public final class kthread_slot {

    /** The thread that runs, or is to. */
    final Ptr<kthread> thread;
    /** {@code current}, as far as all kernel threads are alike. */
    public final task_struct task;

    kthread_slot(Machine k, String name) {
        this.task = new task_struct(name, null, EnumSet.allOf(task_struct.capability.class), null);
        this.thread = k.ptr(k.image(), name + ".thread", null);
    }

    @Override
    public String toString() {
        return task.comm;
    }
}
