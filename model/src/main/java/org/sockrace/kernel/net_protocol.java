package org.sockrace.kernel;

import org.sockrace.machine.Machine;
import org.sockrace.machine.Region;

/**
 * {@code struct net_protocol} and {@code struct inet6_protocol}: who gets the packets of one protocol. MODEL: there are no packets, so its functions are left
 * out.
 */
public final class net_protocol {

    /** The memory that it is a part of. */
    public final Region mem;
    private final String name;

    /** Makes it in {@code mem}. */
    public net_protocol(Machine k, Region mem, String name) {
        this.mem = mem;
        k.within(mem, this);
        this.name = name;
    }

    @Override
    public String toString() {
        return name;
    }
}
