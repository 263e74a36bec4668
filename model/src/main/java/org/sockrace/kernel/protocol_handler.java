package org.sockrace.kernel;

import org.sockrace.machine.Code;
import org.sockrace.machine.Region;

/** {@code struct net_protocol} with its function: who gets the packets of one protocol of IPv4. */
public final class protocol_handler {

    /** {@code handler}. */
    @FunctionalInterface
    public interface handler_func extends Code {
        /** Gets a packet, in a soft interrupt and a read-side critical section; what it returns is for the scenario. */
        int call(protocol_handler prot);
    }

    /** The text that the function is in. */
    final Region text;
    final handler_func handler;
    /** The memory that it is in. */
    final Region mem;
    private final String name;

    /**
     * One that is not registered.
     *
     * @param in the memory that it is in
     * @param text the memory whose text the function is in: that of a module, or the kernel's image
     */
    @SuppressWarnings("this-escape") // The machine takes nothing of it but its name.
    public protocol_handler(Kernel kernel, Region in, String name, Region text, handler_func handler) {
        this.name = name;
        this.mem = in;
        this.text = text;
        this.handler = handler;
        kernel.k.within(in, this);
    }

    @Override
    public String toString() {
        return name;
    }
}
