package org.sockrace.kernel;

import static org.sockrace.kernel.Errno.EBADF;
import static org.sockrace.kernel.Errno.ENOMEM;
import static org.sockrace.kernel.Net.PF_PPPOX;
import static org.sockrace.kernel.Net.SOCK_STREAM;
import static org.sockrace.kernel.Net.SS_UNCONNECTED;
import static org.sockrace.kernel.Pppox.PX_PROTO_OE;
import static org.sockrace.kernel.sock.SOCK_DEAD;
import static org.sockrace.kernel.sock.SOCK_RCU_FREE;

import java.util.List;
import org.sockrace.machine.KernelCode;
import org.sockrace.machine.SpinLock;

/** drivers/net/ppp/pppoe.c: PPP over Ethernet, the module pppoe. */
public final class Pppoe extends KernelCode implements ModuleCode {

    private static final int ETH_P_PPP_DISC = 0x8863;
    private static final int ETH_P_PPP_SES = 0x8864;
    private final Kernel kernel;
    private final module self;
    private final proto pppoe_sk_proto;
    private final proto_ops pppoe_ops;
    private final pppox_proto pppoe_proto;
    private final pernet_operations pppoe_net_ops;
    private final packet_type pppoes_ptype;
    private final packet_type pppoed_ptype;
    private final notifier_block pppoe_notifier;
    /** Guards the table of sessions. MODEL: it is memory of the namespace, which goes with pppoe_net_ops. */
    private final SpinLock hash_lock;
    /** MODEL: the queue that it empties is not modelled. */
    private final sock.destruct_fn pppoe_destruct;

    private Pppoe(Kernel kernel, module self) {
        super(kernel.k);
        this.kernel = kernel;
        this.self = self;
        this.pppoe_sk_proto = new proto(k, self.mem, "pppoe_sk_proto", self, null, null, null, null);
        this.pppoe_ops = new proto_ops(k, self.mem, "pppoe_ops", self, this::pppoe_release, proto_ops::sock_no_accept,
                proto_ops::sock_no_socketpair);
        this.pppoe_net_ops = new pernet_operations(k, self.mem, "pppoe_net_ops", kernel.since(3, 10) ? null : this::pppoe_init_net, null, kernel.since(3, 10));
        this.pppoes_ptype = new packet_type(kernel, self.mem, "pppoes_ptype", ETH_P_PPP_SES, this::pppoe_rcv);
        this.pppoed_ptype = new packet_type(kernel, self.mem, "pppoed_ptype", ETH_P_PPP_DISC, this::pppoe_disc_rcv);
        this.pppoe_notifier = new notifier_block(k, self.mem, "pppoe_notifier");
        this.hash_lock = k.spinlock(self.mem, "pppoe.hash_lock");
        this.pppoe_destruct = new sock.destruct_fn(self.mem, this::pppoe_destruct);
        this.pppoe_proto = new pppox_proto(k, self.mem, "pppoe_proto", this::pppoe_create, self);
    }

    /** The module pppoe, as the kernel of that version builds it: in 4.4 it, not pppox, is what a request for the family loads. */
    public static ModuleImage image(KernelVersion version) {
        String alias = "net-pf-" + PF_PPPOX;
        return new ModuleImage("pppoe", List.of(version.since(4, 19) ? alias + "-proto-" + PX_PROTO_OE : alias), List.of("pppox"), Pppoe::new);
    }

    /** The module pppox, whose symbols were resolved when this one was loaded. */
    private Pppox pppox() {
        return (Pppox) self.uses(0);
    }

    /** MODEL: nothing is connected here, so that no session is found; the lock is taken all the same. */
    private void get_item() {
        spin_lock(hash_lock);
        spin_unlock(hash_lock);
    }

    /** MODEL: nothing is connected here, so that no session is found. */
    private int pppoe_rcv(packet_type pt) {
        get_item();
        return NetReceive.NET_RX_DROP;
    }

    /** MODEL: nothing is connected here, so that no session is found. */
    private int pppoe_disc_rcv(packet_type pt) {
        get_item();
        return NetReceive.NET_RX_SUCCESS;
    }

    private int pppoe_create(socket sock, int kern) {
        sock sk;

        sk = kernel.sock.sk_alloc(PF_PPPOX, pppoe_sk_proto, kern);
        if (test(sk == null)) return -ENOMEM;

        kernel.sock.sock_init_data(sock, sk);
        if (kernel.since(6, 18)) {
            kernel.sock.sock_set_flag(sk, SOCK_RCU_FREE);
        }

        sock.state.set(SS_UNCONNECTED);
        sock.ops.set(pppoe_ops);
        if (kernel.since(6, 18)) {
            sk.sk_destruct.set(pppoe_destruct);
        }
        sk.sk_type.set(SOCK_STREAM);
        return 0;
    }

    /** MODEL: the queue that it empties is not modelled. */
    private void pppoe_destruct(sock sk) { }

    /** MODEL: nothing is connected here, so that the session is in no table; the lock is taken all the same. */
    private void delete_item() {
        spin_lock(hash_lock);
        spin_unlock(hash_lock);
    }

    /** MODEL: no socket is bound to a device, and nothing is connected here. */
    private int pppoe_release(socket sock) {
        Pppox pppox = pppox();
        sock sk = sock.sk.get();

        if (test(sk == null)) return 0;

        kernel.sock.lock_sock(sk);
        if (test(kernel.sock.sock_flag(sk, SOCK_DEAD))) {
            kernel.sock.release_sock(sk);
            return -EBADF;
        }

        call(pppox.self.mem, () -> pppox.pppox_unbind_sock(sk));

        delete_item();

        kernel.sock.sock_orphan(sk);
        sock.sk.set(null);

        kernel.sock.release_sock(sk);
        kernel.sock.sock_put(sk);
        return 0;
    }

    /** Until some version between 2.6.32 and 3.10 it takes the memory of the namespace itself. */
    private int pppoe_init_net() {
        k.might_sleep("pppoe_init_net");
        return k.fails("module_init") ? -ENOMEM : 0;
    }

    private int pppoe_init() {
        Pppox pppox = pppox();
        int err;

        out: {
            out_unregister_net_ops: {
                out_unregister_pppoe_proto: {
                    err = kernel.net.register_pernet_device(pppoe_net_ops);
                    if (test(err != 0)) break out;

                    err = kernel.sock.proto_register(pppoe_sk_proto, null);
                    if (test(err != 0)) break out_unregister_net_ops;

                    err = call(pppox.self.mem, () -> pppox.register_pppox_proto(PX_PROTO_OE, pppoe_proto));
                    if (test(err != 0)) break out_unregister_pppoe_proto;

                    kernel.dev.dev_add_pack(pppoes_ptype);
                    kernel.dev.dev_add_pack(pppoed_ptype);
                    kernel.dev.register_netdevice_notifier(pppoe_notifier);
                    return 0;
                }
                k.label("out_unregister_pppoe_proto");
                kernel.sock.proto_unregister(pppoe_sk_proto);
            }
            k.label("out_unregister_net_ops");
            kernel.net.unregister_pernet_device(pppoe_net_ops);
        }
        k.label("out");
        return err;
    }

    private void pppoe_exit() {
        Pppox pppox = pppox();
        kernel.dev.unregister_netdevice_notifier(pppoe_notifier);
        kernel.dev.dev_remove_pack(pppoed_ptype);
        kernel.dev.dev_remove_pack(pppoes_ptype);
        call(pppox.self.mem, () -> pppox.unregister_pppox_proto(PX_PROTO_OE));
        kernel.sock.proto_unregister(pppoe_sk_proto);
        kernel.net.unregister_pernet_device(pppoe_net_ops);
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
