package org.sockrace.kernel;

import static org.sockrace.kernel.L2tpIp.IPPROTO_L2TP;
import static org.sockrace.kernel.Net.PF_INET6;
import static org.sockrace.kernel.Net.SOCK_DGRAM;

import java.util.List;
import org.sockrace.machine.KernelCode;
import org.sockrace.machine.Property;
import org.sockrace.machine.SpinLock;

/** net/l2tp/l2tp_ip6.c: L2TP over IPv6, the module l2tp_ip6. MODEL: IPv6 is built in; else this would use symbols of the module ipv6. */
public final class L2tpIp6 extends KernelCode implements ModuleCode {

    private final Kernel kernel;
    private final proto l2tp_ip6_prot;
    private final inet_protosw l2tp_ip6_protosw;
    private final net_protocol l2tp_ip6_protocol;
    private final pernet_operations l2tp_ip6_net_ops;
    /** Guards the table of sockets. MODEL: since 6.12 it is memory of the namespace, which goes with the module's pernet operations. */
    private final SpinLock l2tp_ip6_lock;
    private final hlist_head l2tp_ip6_table;

    private L2tpIp6(Kernel kernel, module self) {
        super(kernel.k);
        this.kernel = kernel;
        this.l2tp_ip6_lock = k.spinlock(self.mem, "l2tp_ip6_lock");
        this.l2tp_ip6_table = hlist_head.head(k, self.mem, "l2tp_ip6_table");
        this.l2tp_ip6_prot = new proto(k, self.mem, "l2tp_ip6_prot", self, this::l2tp_ip6_open, this::l2tp_ip6_destroy_sock,
                this::l2tp_ip6_hash, kernel.since(5, 4) ? this::l2tp_ip6_unhash : this::inet_unhash, this::l2tp_ip6_close);
        // Its functions are in the text of IPv6.
        proto_ops l2tp_ip6_ops = new proto_ops(k, self.mem, k.image(), "l2tp_ip6_ops", self, sock -> kernel.inet6.inet6_release(sock),
                proto_ops::sock_no_accept, proto_ops::sock_no_socketpair);
        this.l2tp_ip6_protosw = new inet_protosw(k, self.mem, "l2tp_ip6_protosw", SOCK_DGRAM, IPPROTO_L2TP, l2tp_ip6_prot, l2tp_ip6_ops, 0);
        this.l2tp_ip6_protocol = new net_protocol(k, self.mem, "l2tp_ip6_protocol");
        this.l2tp_ip6_net_ops = new pernet_operations(k, self.mem, "l2tp_ip6_net_ops", null, null, true);
    }

    /** The module l2tp_ip6, as the kernel of that version builds it. MODEL: it needs nothing of l2tp_core. */
    public static ModuleImage image(KernelVersion version) {
        // Until 6.0 type and protocol are the wrong way round, so that nobody ever asks for the first.
        String specific = version.since(6, 1) ? IPPROTO_L2TP + "-type-" + SOCK_DGRAM : SOCK_DGRAM + "-type-" + IPPROTO_L2TP;
        String family = "net-pf-" + PF_INET6 + "-proto-";
        List<String> aliases = version.since(4, 4) ? List.of(family + specific, family + IPPROTO_L2TP) : List.of(family + specific);
        return new ModuleImage("l2tp_ip6", aliases, List.of(), L2tpIp6::new);
    }

    /** inet_unhash, of net/ipv4/inet_hashtables.c: it looks for a table that this protocol does not have. */
    private void inet_unhash(sock sk) {
        if (kernel.sock.sk_unhashed(sk)) return;
        k.bug(Property.NO_NULL_DEREFERENCE, "inet_unhash: sk->sk_prot->h.hashinfo is NULL");
    }

    /** MODEL: no packet comes that is looked for there. */
    private int l2tp_ip6_hash(sock sk) {
        if (kernel.sock.sk_unhashed(sk)) {
            spin_lock(l2tp_ip6_lock);
            kernel.sock.sk_add_node(sk, l2tp_ip6_table);
            k.keeps(sk.sk_socket.get().mem, Counted.SKREF, sk.mem);
            spin_unlock(l2tp_ip6_lock);
        }
        return 0;
    }

    private void l2tp_ip6_unhash(sock sk) {
        if (kernel.sock.sk_unhashed(sk)) return; // MODEL: time is left out, which it costs to take the lock.
        spin_lock(l2tp_ip6_lock);
        kernel.sock.sk_del_node_init(sk);
        spin_unlock(l2tp_ip6_lock);
    }

    /** MODEL: no packet comes that is looked for in the table. */
    private int l2tp_ip6_open(sock sk) {
        // There are no ports.
        sk.inet_num.set(IPPROTO_L2TP);

        if (kernel.since(5, 4)) {
            l2tp_ip6_hash(sk);
        } else {
            spin_lock(l2tp_ip6_lock);
            kernel.sock.sk_add_node(sk, l2tp_ip6_table);
            k.keeps(sk.sk_socket.get().mem, Counted.SKREF, sk.mem);
            spin_unlock(l2tp_ip6_lock);
        }
        return 0;
    }

    /** MODEL: no socket is bound. */
    private void l2tp_ip6_close(sock sk) {
        spin_lock(l2tp_ip6_lock);
        kernel.sock.sk_del_node_init(sk);
        spin_unlock(l2tp_ip6_lock);
        kernel.sock.sk_common_release(sk);
    }

    /** MODEL: packets and tunnels are left out. */
    private void l2tp_ip6_destroy_sock(sock sk) { }

    private int l2tp_ip6_init() {
        int err;

        if (!kernel.since(6, 12)) {
            out: {
                out1: {
                    err = kernel.sock.proto_register(l2tp_ip6_prot, "L2TP/IPv6");
                    if (test(err != 0)) break out;

                    err = kernel.inet6_protos.inet6_add_protocol(l2tp_ip6_protocol, IPPROTO_L2TP);
                    if (test(err != 0)) break out1;

                    kernel.inet6.inet6_register_protosw(l2tp_ip6_protosw);
                    return 0;
                }
                k.label("out1");
                kernel.sock.proto_unregister(l2tp_ip6_prot);
            }
            k.label("out");
            return err;
        }

        out: {
            out1: {
                out2: {
                    err = kernel.net.register_pernet_device(l2tp_ip6_net_ops);
                    if (test(err != 0)) break out;

                    err = kernel.sock.proto_register(l2tp_ip6_prot, "L2TP/IPv6");
                    if (test(err != 0)) break out1;

                    err = kernel.inet6_protos.inet6_add_protocol(l2tp_ip6_protocol, IPPROTO_L2TP);
                    if (test(err != 0)) break out2;

                    kernel.inet6.inet6_register_protosw(l2tp_ip6_protosw);
                    return 0;
                }
                k.label("out2");
                kernel.sock.proto_unregister(l2tp_ip6_prot);
            }
            k.label("out1");
            kernel.net.unregister_pernet_device(l2tp_ip6_net_ops);
        }
        k.label("out");
        return err;
    }

    private void l2tp_ip6_exit() {
        kernel.inet6.inet6_unregister_protosw(l2tp_ip6_protosw);
        kernel.inet6_protos.inet6_del_protocol(l2tp_ip6_protocol, IPPROTO_L2TP);
        kernel.sock.proto_unregister(l2tp_ip6_prot);
        if (kernel.since(6, 12)) {
            kernel.net.unregister_pernet_device(l2tp_ip6_net_ops);
        }
    }

    @Override
    public init_fn module_init() {
        return this::l2tp_ip6_init;
    }

    @Override
    public exit_fn module_exit() {
        return this::l2tp_ip6_exit;
    }
}
