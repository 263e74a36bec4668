package org.sockrace.kernel;

import org.sockrace.machine.Code;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.Region;

/** {@code struct timer_list}: a function that a soft interrupt calls some time after {@code mod_timer}. It must not sleep. */
public final class timer_list {

    /** What a timer calls. */
    @FunctionalInterface
    public interface timer_func_t extends Code {
        /** Called in a soft interrupt once the time has run out. */
        void call(timer_list timer);
    }

    /** A function and the text that it is in. */
    record timer_func(Region text, timer_func_t function) {
        @Override
        public String toString() {
            return Code.name(function);
        }
    }

    /** What is called. */
    final Ptr<timer_func> function;
    /** Where it is pending. */
    final timer_base base;
    private final String name;

    /**
     * timer_setup.
     *
     * @param in the memory that it is in
     * @param text the memory whose text {@code function} is in: that of a module, or the kernel's image
     */
    @SuppressWarnings("this-escape") // The machine takes nothing of it but its name.
    public timer_list(Kernel kernel, Region in, String name, Region text, timer_func_t function) {
        this.name = name;
        this.base = kernel.timer.bases.take();
        kernel.k.within(in, this);
        this.function = kernel.k.ptr(in, name + ".function", new timer_func(text, function));
    }

    @Override
    public String toString() {
        return name;
    }
}
