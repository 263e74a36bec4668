package org.sockrace.kernel;

import org.sockrace.machine.Region;

/**
 * {@code struct net_protocol} and {@code struct inet6_protocol}: who gets the packets of one protocol. MODEL: there are no packets, so its functions are left
 * out.
 *
 * @param mem the memory that it is a part of
 * @param name its name
 */
public record net_protocol(Region mem, String name) {
    @Override
    public String toString() {
        return name;
    }
}
