package org.sockrace.kernel;

import org.sockrace.machine.Code;
import org.sockrace.machine.Machine;
import org.sockrace.machine.Region;

/** {@code struct netlink_kernel_cfg}: what the kernel's own socket of a netlink protocol does. */
public final class netlink_kernel_cfg {

    /** {@code void (*input)(struct sk_buff *skb)}. */
    @FunctionalInterface
    public interface input_fn extends Code {
        /** Gets a message in the context of the task that sends it, which may sleep. {@code msg} stands for what is in it. */
        void input(int msg);
    }

    /** The text that the function is in. */
    final Region text;
    final input_fn input;

    /**
     * One for a socket of the kernel's own.
     *
     * @param text the memory whose text the function is in: that of a module, or the kernel's image
     */
    @SuppressWarnings("this-escape") // The machine takes nothing of it but its name.
    public netlink_kernel_cfg(Machine k, Region text, input_fn input) {
        k.within(text, this);
        this.text = text;
        this.input = input;
    }

    @Override
    public String toString() {
        return text.name() + ".input";
    }
}
