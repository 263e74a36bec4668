package org.sockrace.kernel;

import org.sockrace.machine.Ptr;
import org.sockrace.machine.Region;
import org.sockrace.machine.SpinLock;

/** {@code struct atomic_notifier_head}, {@code blocking_notifier_head} or {@code raw_notifier_head}, as its users take it; see {@link Notifier}. */
public final class notifier_head {

    /** The first of those who are told. */
    final Ptr<notifier_call> head;
    /** Of an atomic one: guards the chain. */
    final SpinLock lock;
    /** Of a blocking one: guards the chain, also from being changed while it is walked. */
    final rw_semaphore rwsem;
    private final String name;

    /**
     * ATOMIC_NOTIFIER_HEAD, BLOCKING_NOTIFIER_HEAD, RAW_NOTIFIER_HEAD.
     *
     * @param in the memory that it is in
     */
    @SuppressWarnings("this-escape") // The machine takes nothing of it but its name.
    public notifier_head(Kernel kernel, Region in, String name) {
        this.name = name;
        kernel.k.within(in, this);
        this.head = kernel.k.ptr(in, name + ".head", null);
        this.lock = kernel.k.spinlock(in, name + ".lock");
        this.rwsem = new rw_semaphore(kernel, in, name + ".rwsem");
    }

    @Override
    public String toString() {
        return name;
    }
}
