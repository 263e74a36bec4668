package org.sockrace.kernel;

import org.sockrace.machine.Code;
import org.sockrace.machine.Linked;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.Region;

/** {@code struct notifier_block} in a chain that is walked: a function that is called for each event. */
public final class notifier_call implements Linked {

    /** {@code notifier_fn_t}. */
    @FunctionalInterface
    public interface notifier_fn_t extends Code {
        /** Told of an event: NOTIFY_DONE, NOTIFY_OK or NOTIFY_BAD. It may sleep in a blocking chain, not in an atomic one. */
        int call(int action);
    }

    /** The next one, or NULL. */
    final Ptr<notifier_call> next;
    /** The text that the function is in. */
    final Region text;
    final notifier_fn_t notifier_call;
    /** The memory that it is in. */
    final Region mem;
    private final String name;

    /**
     * One that is in no chain.
     *
     * @param in the memory that it is in
     * @param text the memory whose text the function is in: that of a module, or the kernel's image
     */
    @SuppressWarnings("this-escape") // The machine takes nothing of it but its name.
    public notifier_call(Kernel kernel, Region in, String name, Region text, notifier_fn_t function) {
        this.name = name;
        this.mem = in;
        this.text = text;
        this.notifier_call = function;
        kernel.k.within(in, this);
        this.next = kernel.k.ptr(in, name + ".next", null);
    }

    @Override
    public Ptr<?> link() {
        return next;
    }

    @Override
    public String toString() {
        return name;
    }
}
