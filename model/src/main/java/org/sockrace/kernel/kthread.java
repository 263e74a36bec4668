package org.sockrace.kernel;

import org.sockrace.machine.Atomic;
import org.sockrace.machine.Region;
import org.sockrace.machine.Word;

/** {@code struct kthread} and the {@code task_struct} around it: a kernel thread, from kthread_create until its last reference is put; see {@link Kthread}. */
public final class kthread {

    /** {@code __state}: 0 while it is to run. */
    final Word state;
    /** KTHREAD_SHOULD_STOP. */
    final Word should_stop;
    /** References to the task: its own, until it has ended, and those of others. */
    final Atomic usage;
    /** vfork_done: 1 once it has ended. */
    final Word exited;
    /** What its function returned. */
    final Word exit_code;
    final Region mem;
    final kthread_create_info create;
    final kthread_slot slot;

    kthread(Kernel kernel, Region mem, kthread_create_info create) {
        this.mem = mem;
        this.create = create;
        this.slot = kernel.kthread.slots.take();
        this.state = kernel.k.word(mem, "state", Kthread.TASK_UNINTERRUPTIBLE);
        this.should_stop = kernel.k.word(mem, "should_stop", 0);
        this.usage = kernel.k.atomic(mem, "usage", 1);
        this.exited = kernel.k.word(mem, "exited", 0);
        this.exit_code = kernel.k.word(mem, "exit_code", 0);
    }

    @Override
    public String toString() {
        return mem.name();
    }
}
