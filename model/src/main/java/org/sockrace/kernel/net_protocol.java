package org.sockrace.kernel;

import java.util.function.IntSupplier;
import org.sockrace.machine.Machine;
import org.sockrace.machine.Region;

/**
 * {@code struct net_protocol} and {@code struct inet6_protocol}: who gets the packets of one protocol. MODEL: only protocols that are modules of IPv4 have a
 * function.
 */
public final class net_protocol {

    /** The memory that it is a part of. */
    public final Region mem;
    private final String name;

    /** {@code handler}: gets a packet, in a soft interrupt and a read-side critical section; or null. */
    final IntSupplier handler;

    /** Makes it in {@code mem}, without a function. */
    public net_protocol(Machine k, Region mem, String name) {
        this(k, mem, name, null);
    }

    /** Makes it in {@code mem}, with a function in the text there. */
    public net_protocol(Machine k, Region mem, String name, IntSupplier handler) {
        this.handler = handler;
        this.mem = mem;
        k.within(mem, this);
        this.name = name;
    }

    @Override
    public String toString() {
        return name;
    }
}
