package org.sockrace.kernel;

import static org.sockrace.kernel.Errno.EALREADY;
import static org.sockrace.kernel.Errno.EINVAL;
import static org.sockrace.kernel.Errno.EPROTONOSUPPORT;
import static org.sockrace.kernel.Errno.EPROTOTYPE;
import static org.sockrace.kernel.Net.PF_PPPOX;

import java.util.ArrayList;
import java.util.List;
import org.sockrace.machine.KernelCode;
import org.sockrace.machine.Ptr;

/** drivers/net/ppp/pppox.c: the family PF_PPPOX, the module pppox. Its table of protocols has no lock and no grace period. */
public final class Pppox extends KernelCode implements ModuleCode {

    /** PPP over Ethernet. */
    public static final int PX_PROTO_OE = 0;
    /** The last protocol number. */
    public static final int PX_MAX_PROTO = 3;

    /** The module. */
    public final module self;
    private final Kernel kernel;
    private final List<Ptr<pppox_proto>> pppox_protos = new ArrayList<>();
    private final net_proto_family pppox_proto_family;

    private Pppox(Kernel kernel, module self) {
        super(kernel.k);
        this.kernel = kernel;
        this.self = self;
        for (int i = 0; i <= PX_MAX_PROTO; i++) {
            pppox_protos.add(k.ptr(self.mem, "pppox_protos[" + i + "]", null));
        }
        this.pppox_proto_family = new net_proto_family(k, self.mem, "pppox_proto_family", PF_PPPOX, self, this::pppox_create);
    }

    /** The module pppox, as the kernel of that version builds it: in 4.4 the family's alias is that of pppoe. */
    public static ModuleImage image(KernelVersion version) {
        return new ModuleImage("pppox", version.since(4, 19) ? List.of("net-pf-" + PF_PPPOX) : List.of(), List.of(), Pppox::new);
    }

    /** register_pppox_proto, exported to the protocols. */
    public int register_pppox_proto(int proto_num, pppox_proto pp) {
        if (test(proto_num < 0 || proto_num > PX_MAX_PROTO)) return -EINVAL;
        if (test(pppox_protos.get(proto_num).get() != null)) return -EALREADY;
        pppox_protos.get(proto_num).set(pp);
        return 0;
    }

    /** unregister_pppox_proto, exported to the protocols. */
    public void unregister_pppox_proto(int proto_num) {
        if (proto_num >= 0 && proto_num <= PX_MAX_PROTO) {
            pppox_protos.get(proto_num).set(null);
        }
    }

    /** Each use of the slot is another load of it, and nothing keeps it from changing before the module is pinned. */
    private int pppox_create(socket sock, int protocol, int kern) {
        int rc = -EPROTOTYPE;

        out: {
            if (test(protocol < 0 || protocol > PX_MAX_PROTO)) break out;

            rc = -EPROTONOSUPPORT;
            if (pppox_protos.get(protocol).get() == null) {
                // No module has the alias that 4.4 asks for.
                if (kernel.since(4, 19)) {
                    kernel.kmod.request_module("net-pf-" + PF_PPPOX + "-proto-" + protocol);
                } else {
                    kernel.kmod.request_module("pppox-proto-" + protocol);
                }
            }
            if (test(pppox_protos.get(protocol).get() == null)) break out;
            module owner = pppox_protos.get(protocol).get().owner.get();
            if (test(!kernel.module.try_module_get(owner))) break out;
            if (owner != null) k.own(Counted.CP, owner.refcnt);

            rc = create(pppox_protos.get(protocol).get(), sock, kern);

            owner = pppox_protos.get(protocol).get().owner.get();
            kernel.module.module_put(owner);
            if (owner != null) k.disown(Counted.CP, owner.refcnt);
        }
        k.label("out");
        return rc;
    }

    /** pppox_protos[protocol]->create(net, sock, kern). */
    private int create(pppox_proto pp, socket sock, int kern) {
        pppox_proto.create_fn create = pp.create.get();
        return call(pp.text, () -> create.create(sock, kern));
    }

    /** pppox_unbind_sock, exported to the protocols. MODEL: no socket is bound to a channel, so there is none to unregister. */
    public void pppox_unbind_sock(@SuppressWarnings("UnusedVariable") sock sk) { }

    private int pppox_init() {
        return kernel.socket.sock_register(pppox_proto_family);
    }

    private void pppox_exit() {
        kernel.socket.sock_unregister(PF_PPPOX);
    }

    @Override
    public init_fn module_init() {
        return this::pppox_init;
    }

    @Override
    public exit_fn module_exit() {
        return this::pppox_exit;
    }
}
