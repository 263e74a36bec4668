package org.sockrace.kernel;

import static org.sockrace.kernel.Net.PF_INET;
import static org.sockrace.kernel.Net.SOCK_DGRAM;

import java.util.List;
import org.sockrace.machine.KernelCode;
import org.sockrace.machine.Property;
import org.sockrace.machine.SpinLock;

/** net/l2tp/l2tp_ip.c: L2TP over IPv4, the module l2tp_ip: a protocol that can be removed from under inet_create. */
public final class L2tpIp extends KernelCode implements ModuleCode {

    /** L2TP. */
    public static final int IPPROTO_L2TP = 115;

    private final Kernel kernel;
    private final proto l2tp_ip_prot;
    private final inet_protosw l2tp_ip_protosw;
    private final net_protocol l2tp_ip_protocol;
    private final pernet_operations l2tp_ip_net_ops;
    /** Guards the table of sockets. MODEL: since 6.12 it is memory of the namespace, which goes with the module's pernet operations. */
    private final SpinLock l2tp_ip_lock;
    private final hlist_head l2tp_ip_table;

    private L2tpIp(Kernel kernel, module self) {
        super(kernel.k);
        this.kernel = kernel;
        this.l2tp_ip_lock = k.spinlock(self.mem, "l2tp_ip_lock");
        this.l2tp_ip_table = hlist_head.head(k, self.mem, "l2tp_ip_table");
        this.l2tp_ip_prot = new proto(k, self.mem, "l2tp_ip_prot", self, this::l2tp_ip_open, this::l2tp_ip_destroy_sock,
                this::l2tp_ip_hash, kernel.since(5, 4) ? this::l2tp_ip_unhash : this::inet_unhash, this::l2tp_ip_close);
        // Its functions are in the text of IPv4.
        proto_ops l2tp_ip_ops = new proto_ops(k, self.mem, k.image(), "l2tp_ip_ops", self, kernel.inet::inet_release, proto_ops::sock_no_accept,
                proto_ops::sock_no_socketpair);
        this.l2tp_ip_protosw = new inet_protosw(k, self.mem, "l2tp_ip_protosw", SOCK_DGRAM, IPPROTO_L2TP, l2tp_ip_prot, l2tp_ip_ops, 0);
        this.l2tp_ip_protocol = new net_protocol(k, self.mem, "l2tp_ip_protocol", this::l2tp_ip_recv);
        this.l2tp_ip_net_ops = new pernet_operations(k, self.mem, "l2tp_ip_net_ops", null, null, true);
    }

    /** The module l2tp_ip, as the kernel of that version builds it. MODEL: it needs nothing of l2tp_core. */
    public static ModuleImage image(KernelVersion version) {
        // Until 6.0 type and protocol are the wrong way round, so that nobody ever asks for the first.
        String specific = version.since(6, 1) ? IPPROTO_L2TP + "-type-" + SOCK_DGRAM : SOCK_DGRAM + "-type-" + IPPROTO_L2TP;
        String family = "net-pf-" + PF_INET + "-proto-";
        List<String> aliases = version.since(4, 4) ? List.of(family + specific, family + IPPROTO_L2TP) : List.of(family + specific);
        return new ModuleImage("l2tp_ip", aliases, List.of(), L2tpIp::new);
    }

    /** inet_unhash, of net/ipv4/inet_hashtables.c: it looks for a table that this protocol does not have. */
    private void inet_unhash(sock sk) {
        if (kernel.sock.sk_unhashed(sk)) return;
        k.bug(Property.NO_NULL_DEREFERENCE, "inet_unhash: sk->sk_prot->h.hashinfo is NULL");
    }

    /** MODEL: no packet comes that is looked for there. */
    private int l2tp_ip_hash(sock sk) {
        if (kernel.sock.sk_unhashed(sk)) {
            spin_lock(l2tp_ip_lock);
            kernel.sock.sk_add_node(sk, l2tp_ip_table);
            k.keeps(sk.sk_socket.get().mem, Counted.SKREF, sk.mem);
            spin_unlock(l2tp_ip_lock);
        }
        return 0;
    }

    private void l2tp_ip_unhash(sock sk) {
        if (kernel.sock.sk_unhashed(sk)) return; // MODEL: time is left out, which it costs to take the lock.
        spin_lock(l2tp_ip_lock);
        kernel.sock.sk_del_node_init(sk);
        spin_unlock(l2tp_ip_lock);
    }

    /** l2tp_ip_recv: a packet. MODEL: there are no sessions, and no socket is bound, so that none is found. */
    private int l2tp_ip_recv() {
        spin_lock(l2tp_ip_lock);
        spin_unlock(l2tp_ip_lock);
        return 0;
    }

    /** MODEL: no packet comes that is looked for in the table. */
    private int l2tp_ip_open(sock sk) {
        // There are no ports.
        sk.inet_num.set(IPPROTO_L2TP);

        if (kernel.since(5, 4)) {
            l2tp_ip_hash(sk);
        } else {
            spin_lock(l2tp_ip_lock);
            kernel.sock.sk_add_node(sk, l2tp_ip_table);
            k.keeps(sk.sk_socket.get().mem, Counted.SKREF, sk.mem);
            spin_unlock(l2tp_ip_lock);
        }
        return 0;
    }

    /** MODEL: no socket is bound. */
    private void l2tp_ip_close(sock sk) {
        spin_lock(l2tp_ip_lock);
        kernel.sock.sk_del_node_init(sk);
        spin_unlock(l2tp_ip_lock);
        kernel.sock.sk_common_release(sk);
    }

    /** MODEL: packets and tunnels are left out. */
    private void l2tp_ip_destroy_sock(sock sk) { }

    private int l2tp_ip_init() {
        int err;

        if (!kernel.since(6, 12)) {
            out: {
                out1: {
                    err = kernel.sock.proto_register(l2tp_ip_prot, "L2TP/IP");
                    if (test(err != 0)) break out;

                    err = kernel.inet_protos.inet_add_protocol(l2tp_ip_protocol, IPPROTO_L2TP);
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

        out: {
            out1: {
                out2: {
                    err = kernel.net.register_pernet_device(l2tp_ip_net_ops);
                    if (test(err != 0)) break out;

                    err = kernel.sock.proto_register(l2tp_ip_prot, "L2TP/IP");
                    if (test(err != 0)) break out1;

                    err = kernel.inet_protos.inet_add_protocol(l2tp_ip_protocol, IPPROTO_L2TP);
                    if (test(err != 0)) break out2;

                    kernel.inet.inet_register_protosw(l2tp_ip_protosw);
                    return 0;
                }
                k.label("out2");
                kernel.sock.proto_unregister(l2tp_ip_prot);
            }
            k.label("out1");
            kernel.net.unregister_pernet_device(l2tp_ip_net_ops);
        }
        k.label("out");
        return err;
    }

    private void l2tp_ip_exit() {
        kernel.inet.inet_unregister_protosw(l2tp_ip_protosw);
        kernel.inet_protos.inet_del_protocol(l2tp_ip_protocol, IPPROTO_L2TP);
        kernel.sock.proto_unregister(l2tp_ip_prot);
        if (kernel.since(6, 12)) {
            kernel.net.unregister_pernet_device(l2tp_ip_net_ops);
        }
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
