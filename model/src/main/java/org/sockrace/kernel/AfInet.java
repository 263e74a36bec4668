package org.sockrace.kernel;

import static org.sockrace.kernel.Errno.EACCES;
import static org.sockrace.kernel.Errno.EINVAL;
import static org.sockrace.kernel.Errno.ENOMEM;
import static org.sockrace.kernel.Errno.EPERM;
import static org.sockrace.kernel.Errno.EPROTONOSUPPORT;
import static org.sockrace.kernel.Errno.ESOCKTNOSUPPORT;
import static org.sockrace.kernel.Net.PF_INET;
import static org.sockrace.kernel.Net.SOCK_DGRAM;
import static org.sockrace.kernel.Net.SOCK_MAX;
import static org.sockrace.kernel.Net.SOCK_RAW;
import static org.sockrace.kernel.Net.SOCK_STREAM;
import static org.sockrace.kernel.Net.SS_UNCONNECTED;
import static org.sockrace.kernel.inet_protosw.INET_PROTOSW_PERMANENT;
import static org.sockrace.kernel.rculist.list_add_rcu;
import static org.sockrace.kernel.rculist.list_del_rcu;
import static org.sockrace.kernel.sock.SOCK_RCU_FREE;

import java.util.ArrayList;
import java.util.List;
import org.sockrace.machine.KernelCode;
import org.sockrace.machine.SpinLock;

/** net/ipv4/af_inet.c: the built-in family PF_INET, whose protocols may be modules. */
public final class AfInet extends KernelCode {

    /** The wildcard protocol. */
    public static final int IPPROTO_IP = 0;
    /** Ping sockets. */
    public static final int IPPROTO_ICMP = 1;
    /** TCP. */
    public static final int IPPROTO_TCP = 6;
    /** UDP. */
    public static final int IPPROTO_UDP = 17;

    private static final CellNames INETSW = new CellNames("inetsw", SOCK_MAX);

    /** inetsw[SOCK_MAX]: the head of each socket type's list. */
    final List<list_head<inet_protosw>> inetsw = new ArrayList<>();
    private final SpinLock inetsw_lock;
    private final Kernel kernel;
    private final net_proto_family inet_family_ops;
    private final proto tcp_prot;
    private final proto udp_prot;
    private final proto raw_prot;
    private final proto ping_prot;
    private final List<inet_protosw> inetsw_array;
    /** Guards the table of raw sockets. MODEL: the receive path that looks into it is left out. */
    private final SpinLock raw_v4_hashinfo;
    private final hlist_head raw_v4_hashtable;
    final proto_ops inet_stream_ops;
    final proto_ops inet_dgram_ops;
    /** MODEL: it frees packets and routes only. */
    final sock.destruct_fn inet_sock_destruct;

    AfInet(Kernel kernel) {
        super(kernel.k);
        this.kernel = kernel;
        for (int type = 0; type < SOCK_MAX; type++) {
            inetsw.add(list_head.head(k, k.image(), INETSW.of(type)));
        }
        this.inetsw_lock = k.spinlock(k.image(), "inetsw_lock");
        this.inet_family_ops = new net_proto_family(k, k.image(), "inet_family_ops", PF_INET, null,
                kernel.config.inetPinsProtocol() ? new InetPinsProtocol(kernel, this)::inet_create : this::inet_create);
        this.inet_sock_destruct = new sock.destruct_fn(k.image(), this::inet_sock_destruct);
        this.raw_v4_hashinfo = k.spinlock(k.image(), "raw_v4_hashinfo.lock");
        this.raw_v4_hashtable = hlist_head.head(k, k.image(), "raw_v4_hashinfo.ht");
        this.tcp_prot = prot("tcp_prot", this::tcp_v4_init_sock);
        this.udp_prot = prot("udp_prot", kernel.since(4, 19) ? this::udp_init_sock : null);
        this.raw_prot = new proto(k, k.image(), "raw_prot", null, this::raw_sk_init, null, sk -> raw_hash_sk(sk, raw_v4_hashinfo, raw_v4_hashtable),
                sk -> raw_unhash_sk(sk, raw_v4_hashinfo), kernel.sock::sk_common_release);
        this.ping_prot = prot("ping_prot", this::ping_init_sock);
        this.inet_stream_ops = ops("inet_stream_ops", this::inet_accept);
        this.inet_dgram_ops = ops("inet_dgram_ops", proto_ops::sock_no_accept);
        proto_ops inet_sockraw_ops = ops("inet_sockraw_ops", proto_ops::sock_no_accept);
        this.inetsw_array = List.of(
                protosw("inetsw_tcp", SOCK_STREAM, IPPROTO_TCP, tcp_prot, inet_stream_ops, INET_PROTOSW_PERMANENT),
                protosw("inetsw_udp", SOCK_DGRAM, IPPROTO_UDP, udp_prot, inet_dgram_ops, INET_PROTOSW_PERMANENT),
                protosw("inetsw_icmp", SOCK_DGRAM, IPPROTO_ICMP, ping_prot, kernel.since(4, 19) ? inet_sockraw_ops : inet_dgram_ops, 0),
                protosw("inetsw_raw", SOCK_RAW, IPPROTO_IP, raw_prot, inet_sockraw_ops, 0));
    }

    private proto prot(String name, proto.init_fn init) {
        return new proto(k, k.image(), name, null, init, null, null, kernel.sock::sk_common_release);
    }

    private proto_ops ops(String name, proto_ops.accept_fn accept) {
        return new proto_ops(k, k.image(), name, null, this::inet_release, accept, proto_ops::sock_no_socketpair);
    }

    private inet_protosw protosw(String name, int type, int protocol, proto prot, proto_ops ops, int flags) {
        return new inet_protosw(k, k.image(), name, type, protocol, prot, ops, flags);
    }

    /** inet_init: registers what is built in; the set-up calls it once. MODEL: nothing fails while the kernel comes up. */
    public void inet_init() {
        kernel.sock.proto_register(tcp_prot, "TCP");
        kernel.sock.proto_register(udp_prot, "UDP");
        kernel.sock.proto_register(raw_prot, "RAW");
        if (kernel.since(3, 0)) kernel.sock.proto_register(ping_prot, "PING");
        kernel.socket.sock_register(inet_family_ops);
        kernel.inet_protos.inet_add_protocol(new net_protocol(k, k.image(), "icmp_protocol"), IPPROTO_ICMP);
        kernel.inet_protos.inet_add_protocol(new net_protocol(k, k.image(), "udp_protocol"), IPPROTO_UDP);
        kernel.inet_protos.inet_add_protocol(new net_protocol(k, k.image(), "tcp_protocol"), IPPROTO_TCP);
        for (inet_protosw q : inetsw_array) {
            if (q.prot.get() != ping_prot || kernel.since(3, 0)) inet_register_protosw(q);
        }
    }

    // ---- protocols -----------------------------------------------------------------------------------------------

    /** tcp_v4_init_sock: it never fails. */
    private int tcp_v4_init_sock(sock sk) {
        return 0;
    }

    /** udp_init_sock, and udpv6_init_sock: since 6.18 each socket has a queue of its own. MODEL: that it is freed with the sock is left out. */
    int udp_init_sock(sock sk) {
        if (kernel.since(6, 18)) {
            k.might_sleep("udp_init_sock");
            if (test(k.fails("proto_init"))) return -ENOMEM;
        }
        return 0;
    }

    /** raw_sk_init, which was raw_init until 4.19: it never fails. */
    private int raw_sk_init(sock sk) {
        return 0;
    }

    /** raw_hash_sk, of raw sockets of both families. MODEL: packets, which are brought to them, are left out; in 4.4 it returns nothing. */
    int raw_hash_sk(sock sk, SpinLock lock, hlist_head list) {
        spin_lock(lock);
        kernel.sock.sk_add_node(sk, list);
        k.keeps(sk.sk_socket.get().mem, Counted.SKREF, sk.mem);
        if (kernel.since(6, 1)) {
            kernel.sock.sock_set_flag(sk, SOCK_RCU_FREE);
        }
        spin_unlock(lock);
        return 0;
    }

    /** raw_unhash_sk. */
    void raw_unhash_sk(sock sk, SpinLock lock) {
        spin_lock(lock);
        kernel.sock.sk_del_node_init(sk);
        spin_unlock(lock);
    }

    /** ping_init_sock, of ping sockets of both families. MODEL: net.ipv4.ping_group_range has its default "1 0", an empty range. */
    int ping_init_sock(sock sk) {
        return -EACCES;
    }

    /** It reports refusal on the console only. MODEL: until 3.16 a pointer says why the loop has ended. No two modules have a protocol: no entry overrides. */
    public void inet_register_protosw(inet_protosw p) {
        inet_protosw answer;
        list_head<inet_protosw> last_perm;
        int protocol = p.protocol.get();

        spin_lock(inetsw_lock);

        out: {
            out_illegal: {
                out_permanent: {
                    if (test(p.type >= SOCK_MAX)) break out_illegal;

                    // A permanent protocol may not be overridden.
                    last_perm = inetsw.get(p.type);
                    for (list_head<inet_protosw> lh = inetsw.get(p.type).next.get(); lh != inetsw.get(p.type); lh = lh.next.get()) {
                        answer = lh.entry;
                        if ((INET_PROTOSW_PERMANENT & answer.flags) == 0) {
                            if (!kernel.since(4, 0)) continue;
                            break;
                        }
                        if (test(protocol == answer.protocol.get())) break out_permanent;
                        last_perm = lh;
                    }

                    // Before all others that are not permanent: it may override them until it is removed.
                    list_add_rcu(p.list, last_perm);
                    break out;
                }
                k.label("out_permanent");
                break out;
            }
            k.label("out_illegal");
        }
        k.label("out");
        spin_unlock(inetsw_lock);
    }

    /** inet_unregister_protosw: returns when nobody can be looking at the entry any more. */
    public void inet_unregister_protosw(inet_protosw p) {
        if (test((INET_PROTOSW_PERMANENT & p.flags) == 0)) {
            spin_lock(inetsw_lock);
            list_del_rcu(p.list);
            spin_unlock(inetsw_lock);

            synchronize_rcu();
        }
    }

    // ---- sockets -------------------------------------------------------------------------------------------------

    /** sk->sk_prot->hash(sk). */
    int prot_hash(sock sk) {
        proto prot = sk.sk_prot.get();
        proto.hash_fn hash = prot.hash.get();
        return call(prot.text, () -> hash.hash(sk));
    }

    /** sk->sk_prot->init(sk). */
    int prot_init(sock sk) {
        proto prot = sk.sk_prot.get();
        proto.init_fn init = prot.init.get();
        return call(prot.text, () -> init.init(sk));
    }

    /**
     * inet_create: makes the sock of the first entry of inetsw[type] that matches. Nothing pins the entry's module between the
     * read-side section and sk_alloc. MODEL: until some version between 2.6.32 and 3.10 inet_num is called num. Packets, for which raw
     * sockets are in a table, are left out.
     */
    int inet_create(socket sock, int protocol, int kern) {
        sock sk;
        inet_protosw answer = null;
        proto answer_prot;
        int try_loading_module = 0;
        int err;

        if (kernel.since(4, 4)) {
            if (test(protocol < 0 || protocol >= kernel.config.protocolMax())) return -EINVAL;
        }

        sock.state.set(SS_UNCONNECTED);

        out: {
            out_sk_release: {
                out_rcu_unlock: {
                    lookup_protocol:
                    while (true) {
                        err = -ESOCKTNOSUPPORT;
                        rcu_read_lock();
                        list_head<inet_protosw> head = inetsw.get(sock.type.get());
                        for (list_head<inet_protosw> lh = rcu_dereference(head.next); lh != head; lh = rcu_dereference(lh.next)) {
                            answer = lh.entry;
                            err = 0;
                            // Check the non-wild match, then the two wild cases.
                            if (protocol == answer.protocol.get()) {
                                if (protocol != IPPROTO_IP) {
                                    break;
                                }
                            } else {
                                if (IPPROTO_IP == protocol) {
                                    protocol = answer.protocol.get();
                                    break;
                                }
                                if (IPPROTO_IP == answer.protocol.get()) {
                                    break;
                                }
                            }
                            err = -EPROTONOSUPPORT;
                        }

                        if (err == 0) break;
                        if (test(try_loading_module >= 2)) break out_rcu_unlock;
                        rcu_read_unlock();
                        // First the specific one, then the generic one.
                        if (++try_loading_module == 1) {
                            kernel.kmod.request_module("net-pf-" + PF_INET + "-proto-" + protocol + "-type-" + sock.type.get());
                        } else {
                            kernel.kmod.request_module("net-pf-" + PF_INET + "-proto-" + protocol);
                        }
                        k.label("lookup_protocol");
                        continue lookup_protocol;
                    }

                    err = -EPERM;
                    if (test(kernel.since(3, 10) ? sock.type.get() == SOCK_RAW && kern == 0 && !capable_net_raw()
                            : answer.capability > 0 && !capable(answer.capability))) break out_rcu_unlock;

                    sock.ops.set(answer.ops.get());
                    answer_prot = answer.prot.get();
                    rcu_read_unlock();

                    WARN_ON(answer_prot.slab.get() == null, "inet_create: !answer_prot->slab");

                    err = -kernel.config.inetNoMemory();
                    sk = kernel.sock.sk_alloc(PF_INET, answer_prot, kern);
                    if (test(sk == null)) break out;

                    err = 0;
                    if (SOCK_RAW == sock.type.get()) {
                        sk.inet_num.set(protocol & 0xffff);
                    }

                    kernel.sock.sock_init_data(sock, sk);
                    sk.sk_destruct.set(inet_sock_destruct);

                    if (sk.inet_num.get() != 0) {
                        // Others can find a raw socket before its init has run.
                        if (kernel.since(5, 4)) {
                            err = prot_hash(sk);
                            if (test(err != 0)) break out_sk_release;
                        } else if (kernel.since(4, 19)) {
                            err = prot_hash(sk);
                            if (err != 0) {
                                kernel.sock.sk_common_release(sk);
                                if (kernel.config.onCreateFailure() != KernelConfig.CreateFailure.NOBODY) sock.sk.set(null);
                                break out;
                            }
                        } else {
                            prot_hash(sk);
                        }
                    }

                    if (sk.sk_prot.get().init.get() != null) {
                        err = prot_init(sk);
                        if (kernel.since(5, 4)) {
                            if (test(err != 0)) break out_sk_release;
                        } else if (err != 0) {
                            kernel.sock.sk_common_release(sk);
                            if (kernel.config.onCreateFailure() != KernelConfig.CreateFailure.NOBODY) sock.sk.set(null);
                            break out;
                        }
                    }

                    // The program of a control group; it is not asked about the kernel's own sockets.
                    if (kernel.since(4, 10) && kern == 0) {
                        err = k.fails("create") ? -EPERM : 0;
                        if (kernel.since(5, 4)) {
                            if (test(err != 0)) break out_sk_release;
                        } else if (err != 0) {
                            kernel.sock.sk_common_release(sk);
                            if (kernel.config.onCreateFailure() != KernelConfig.CreateFailure.NOBODY) sock.sk.set(null);
                            break out;
                        }
                    }
                    break out;
                }
                k.label("out_rcu_unlock");
                rcu_read_unlock();
                break out;
            }
            k.label("out_sk_release");
            kernel.sock.sk_common_release(sk);
            if (kernel.config.onCreateFailure() != KernelConfig.CreateFailure.NOBODY) sock.sk.set(null);
        }
        k.label("out");
        return err;
    }

    boolean capable_net_raw() {
        return kernel.current().capable(task_struct.capability.CAP_NET_RAW);
    }

    /** MODEL: no protocol needs another one. */
    boolean capable(@SuppressWarnings("UnusedVariable") int capability) {
        return capable_net_raw();
    }

    /**
     * inet_release: the end of a socket of any protocol of the family. MODEL: a control group's program, which is told since 5.8, and the memberships of
     * multicast groups are left out; a socket without any takes no lock for them.
     */
    public int inet_release(socket sock) {
        sock sk = sock.sk.get();

        if (test(sk != null)) {
            // In the later order whoever finds the socket meanwhile finds its sk too.
            if (kernel.config.coreClearsSk()) {
                prot_close(sk);
                sock.sk.set(null);
            } else {
                sock.sk.set(null);
                prot_close(sk);
            }
        }
        return 0;
    }

    /** sk->sk_prot->close(sk, timeout). MODEL: without linger there is no time to wait. */
    private void prot_close(sock sk) {
        proto prot = sk.sk_prot.get();
        proto.sock_fn close = prot.close.get();
        call(prot.text, () -> close.call(sk));
    }

    /** MODEL: the queues that it empties are not modelled; of a sock that is not dead it says so, and leaves them. */
    void inet_sock_destruct(sock sk) {
        WARN_ON(!kernel.sock.sock_flag(sk, sock.SOCK_DEAD), "inet_sock_destruct: releasing an alive inet socket");
    }

    /** MODEL: nobody listens, so accept on a stream socket fails as on one that does not. */
    int inet_accept(socket sock, socket newsock) {
        return -EINVAL;
    }
}
