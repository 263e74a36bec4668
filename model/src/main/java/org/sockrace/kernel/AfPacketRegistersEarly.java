package org.sockrace.kernel;

import static org.sockrace.kernel.Net.PF_PACKET;

import java.util.List;

/** The module af_packet as in 5.15: its family can be used before the list of sockets is initialised, and init can fail after that. */
public final class AfPacketRegistersEarly extends AfPacket {

    private AfPacketRegistersEarly(Kernel kernel, module self) {
        super(kernel, self);
    }

    /** The module. */
    public static ModuleImage image() {
        return new ModuleImage("af_packet", List.of("net-pf-" + PF_PACKET), List.of(), AfPacketRegistersEarly::new);
    }

    @Override
    protected int packet_init() {
        int rc;

        out: {
            out_proto: {
                out_sock: {
                    rc = kernel.sock.proto_register(packet_proto, null);
                    if (test(rc != 0)) break out;

                    rc = kernel.socket.sock_register(packet_family_ops);
                    if (test(rc != 0)) break out_proto;

                    rc = register_pernet_subsys("module_init_late");
                    if (test(rc != 0)) break out_sock;
                    return 0;
                }
                k.label("out_sock");
                kernel.socket.sock_unregister(PF_PACKET);
            }
            k.label("out_proto");
            kernel.sock.proto_unregister(packet_proto);
        }
        k.label("out");
        return rc;
    }

    @Override
    protected void packet_exit() {
        unregister_pernet_subsys();
        kernel.socket.sock_unregister(PF_PACKET);
        kernel.sock.proto_unregister(packet_proto);
    }
}
