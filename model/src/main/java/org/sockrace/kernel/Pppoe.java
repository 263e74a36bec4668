package org.sockrace.kernel;

import static org.sockrace.kernel.Errno.ENOMEM;
import static org.sockrace.kernel.Net.PF_PPPOX;
import static org.sockrace.kernel.Net.SS_UNCONNECTED;
import static org.sockrace.kernel.Pppox.PX_PROTO_OE;

import java.util.List;
import org.sockrace.machine.KernelCode;

/** drivers/net/ppp/pppoe.c: PPP over Ethernet, the module pppoe. */
public final class Pppoe extends KernelCode implements ModuleCode {

    private final Kernel kernel;
    private final module self;
    private final proto pppoe_sk_proto;
    private final proto_ops pppoe_ops;
    private final pppox_proto pppoe_proto;

    private Pppoe(Kernel kernel, module self) {
        super(kernel.k);
        this.kernel = kernel;
        this.self = self;
        this.pppoe_sk_proto = new proto(k, self.mem, "pppoe_sk_proto", self, null, null, null, null);
        this.pppoe_ops = new proto_ops(k, self.mem, "pppoe_ops", self, this::pppoe_release, proto_ops::sock_no_accept,
                proto_ops::sock_no_socketpair);
        this.pppoe_proto = new pppox_proto(k, self.mem, "pppoe_proto", this::pppoe_create, self);
    }

    /** The module pppoe. */
    public static ModuleImage image() {
        return new ModuleImage("pppoe", List.of("net-pf-" + PF_PPPOX + "-proto-" + PX_PROTO_OE), List.of("pppox"), Pppoe::new);
    }

    /** The module pppox, whose symbols were resolved when this one was loaded. */
    private Pppox pppox() {
        return (Pppox) self.target_list.get(0).get().code;
    }

    private int pppoe_create(socket sock, int kern) {
        sock sk;

        sk = kernel.sock.sk_alloc(PF_PPPOX, pppoe_sk_proto, kern);
        if (test(sk == null)) return -ENOMEM;

        kernel.sock.sock_init_data(sock, sk);

        sock.state.set(SS_UNCONNECTED);
        sock.ops.set(pppoe_ops);
        return 0;
    }

    private int pppoe_release(socket sock) {
        sock sk = sock.sk.get();

        if (test(sk == null)) return 0;

        kernel.sock.sock_orphan(sk);
        sock.sk.set(null);
        kernel.sock.sock_put(sk);
        return 0;
    }

    /** MODEL: packet handlers and the notifier are left out. */
    private int pppoe_init() {
        Pppox pppox = pppox();
        int err;

        out: {
            out_unregister_net_ops: {
                out_unregister_pppoe_proto: {
                    // register_pernet_device
                    err = k.fails("module_init") ? -ENOMEM : 0;
                    if (test(err != 0)) break out;

                    err = kernel.sock.proto_register(pppoe_sk_proto, null);
                    if (test(err != 0)) break out_unregister_net_ops;

                    err = call(pppox.self.mem, () -> pppox.register_pppox_proto(PX_PROTO_OE, pppoe_proto));
                    if (test(err != 0)) break out_unregister_pppoe_proto;
                    return 0;
                }
                k.label("out_unregister_pppoe_proto");
                kernel.sock.proto_unregister(pppoe_sk_proto);
            }
            k.label("out_unregister_net_ops");
        }
        k.label("out");
        return err;
    }

    private void pppoe_exit() {
        Pppox pppox = pppox();
        call(pppox.self.mem, () -> pppox.unregister_pppox_proto(PX_PROTO_OE));
        kernel.sock.proto_unregister(pppoe_sk_proto);
    }

    @Override
    public init_fn module_init() {
        return this::pppoe_init;
    }

    @Override
    public exit_fn module_exit() {
        return this::pppoe_exit;
    }
}
