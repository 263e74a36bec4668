package org.sockrace.kernel;

import org.sockrace.machine.Code;
import org.sockrace.machine.Region;

/** {@code struct packet_type} in a list that is walked: a function that gets the packets of a type, in the memory of a module or of a sock. */
public final class packet_handler extends packet_entry {

    /** {@code func}. */
    @FunctionalInterface
    public interface packet_func extends Code {
        /** Gets a packet, in a soft interrupt and a read-side critical section: NET_RX_SUCCESS or NET_RX_DROP. */
        int call(packet_handler pt);
    }

    /** Whose packets it gets. */
    final int type;
    /** The text that the function is in. */
    final Region text;
    final packet_func func;

    /**
     * One that is in no list.
     *
     * @param in the memory that it is in
     * @param type the packets that it gets, such as 0x0800
     * @param text the memory whose text the function is in: that of a module, or the kernel's image
     */
    @SuppressWarnings("this-escape") // The machine takes nothing of it but its name.
    public packet_handler(Kernel kernel, Region in, String name, int type, Region text, packet_func func) {
        super(kernel.k, in, name, true);
        this.type = type;
        this.text = text;
        this.func = func;
        kernel.k.within(in, this);
    }

    @Override
    int type() {
        return type;
    }

    @Override
    packet_target func() {
        return new packet_target(text, () -> func.call(this));
    }
}
