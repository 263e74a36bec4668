package org.sockrace.own;

import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.packet_handler;
import org.sockrace.kernel.protocol_handler;

/** What the code of users has of packets: who is to get them. They come by {@link Packets}. */
abstract class PacketCode extends LockCode {

    PacketCode(Kernel kernel) {
        super(kernel);
    }

    /** {@code dev_add_pack}: from now on packets may be on their way to it. */
    protected final void dev_add_pack(packet_handler pt) {
        kernel.receive.dev_add_pack(pt);
    }

    /** {@code dev_remove_pack}: waits until none is. */
    protected final void dev_remove_pack(packet_handler pt) {
        kernel.receive.dev_remove_pack(pt);
    }

    /** {@code __dev_remove_pack}: some may still be. */
    protected final void __dev_remove_pack(packet_handler pt) {
        kernel.receive.__dev_remove_pack(pt);
    }

    /** {@code synchronize_net}: waits until no packet is on its way any more that was. */
    protected final void synchronize_net() {
        kernel.dev.synchronize_net();
    }

    /** {@code inet_add_protocol}: 0, or -1 if somebody else has the protocol. */
    protected final int inet_add_protocol(protocol_handler prot, int protocol) {
        return kernel.receive.inet_add_protocol(prot, protocol);
    }

    /** {@code inet_del_protocol}: waits until no packet is on its way to it. */
    protected final int inet_del_protocol(protocol_handler prot, int protocol) {
        return kernel.receive.inet_del_protocol(prot, protocol);
    }
}
