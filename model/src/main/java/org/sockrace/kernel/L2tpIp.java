package org.sockrace.kernel;

import static org.sockrace.kernel.Errno.ENOMEM;
import static org.sockrace.kernel.Errno.EPERM;
import static org.sockrace.kernel.Net.PF_INET;
import static org.sockrace.kernel.Net.SOCK_DGRAM;

import java.util.List;
import org.sockrace.machine.KernelCode;

/** net/l2tp/l2tp_ip.c, and other protocols of PF_INET that are modules: what can be removed from under inet_create. */
public final class L2tpIp extends KernelCode implements ModuleCode {

    /** L2TP. */
    public static final int IPPROTO_L2TP = 115;

    private final Kernel kernel;
    private final String name;
    private final proto l2tp_ip_prot;
    private final inet_protosw l2tp_ip_protosw;

    private L2tpIp(Kernel kernel, module self, int type, int protocol) {
        super(kernel.k);
        this.kernel = kernel;
        this.name = self.name;
        this.l2tp_ip_prot = new proto(k, self.mem, name + "_prot", self, this::l2tp_ip_open, null, null, this::l2tp_ip_close);
        proto_ops l2tp_ip_ops = new proto_ops(k, self.mem, k.image(), name + "_ops", self, kernel.inet::inet_release,
                proto_ops::sock_no_accept, proto_ops::sock_no_socketpair);
        this.l2tp_ip_protosw = new inet_protosw(k, self.mem, name + "_protosw", type, protocol, l2tp_ip_prot, l2tp_ip_ops, 0);
    }

    /** The module l2tp_ip. MODEL: it needs nothing of l2tp_core. */
    public static ModuleImage image() {
        return image("l2tp_ip", SOCK_DGRAM, IPPROTO_L2TP);
    }

    /** A module with another protocol. */
    public static ModuleImage image(String name, int type, int protocol) {
        String proto = "net-pf-" + PF_INET + "-proto-" + protocol;
        return new ModuleImage(name, List.of(proto + "-type-" + type, proto), List.of(),
                (kernel, self) -> new L2tpIp(kernel, self, type, protocol));
    }

    /** MODEL: l2tp_ip_open itself never fails; the init functions of other protocols can. */
    private int l2tp_ip_open(sock sk) {
        return k.fails("proto_init") ? -ENOMEM : 0;
    }

    private void l2tp_ip_close(sock sk) {
        kernel.sock.sk_common_release(sk);
    }

    /** MODEL: the table of the receive path is left out, and with it the second grace period that inet_del_protocol waits for. */
    private int inet_add_protocol() {
        return k.fails("module_init") ? -EPERM : 0;
    }

    private int l2tp_ip_init() {
        int err;

        out: {
            out1: {
                err = kernel.sock.proto_register(l2tp_ip_prot, name);
                if (test(err != 0)) break out;

                err = inet_add_protocol();
                if (test(err != 0)) break out1;

                kernel.inet.inet_register_protosw(l2tp_ip_protosw);
                return 0;
            }
            k.label("out1");
            kernel.sock.proto_unregister(l2tp_ip_prot);
        }
        k.label("out");
        return err;
    }

    private void l2tp_ip_exit() {
        kernel.inet.inet_unregister_protosw(l2tp_ip_protosw);
        kernel.sock.proto_unregister(l2tp_ip_prot);
    }

    @Override
    public init_fn module_init() {
        return this::l2tp_ip_init;
    }

    @Override
    public exit_fn module_exit() {
        return this::l2tp_ip_exit;
    }
}
