package org.sockrace.own;

import org.sockrace.kernel.Kernel;

/**
 * Drivers that receive packets: for modules that register a {@code packet_handler} or a {@code protocol_handler}. A module that takes it as a parameter of its
 * constructor makes these functions calls of the scenario.
 */
public final class Packets extends BuiltIn {

    /** Made with the kernel. */
    public Packets(Kernel kernel) {
        super(kernel);
    }

    /** A packet of that type comes: what the last of its handlers returned, or 1 if it has none. */
    public int netif_receive_skb(int type) {
        return kernel.receive.netif_receive_skb(type);
    }

    /** A packet of that protocol of IPv4 comes: what its handler returned, or 1 if it has none. */
    public int ip_local_deliver(int protocol) {
        return kernel.receive.ip_local_deliver(protocol);
    }
}
